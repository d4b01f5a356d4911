import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import { fullDocuments } from './__testUtils__/fullDocuments';
import { DocumentError } from './DocumentError';
import { readDocuments } from './readDocuments';

/**
 * A reader may leave a field out, but not in silence. For every value of a text:
 * either a warning names it, or another value in its place makes other SLOs, or
 * a fault.
 */

type Path = Array<string | number>;

interface Leaf {
  path: Path;
  value: string | number | boolean;
}

function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  }
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? [{ path, value: value as Leaf['value'] }]
    : [];
}

/** Another value of the same type. */
function other(value: Leaf['value']): Leaf['value'] {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value === 0 ? 0.5 : value * 0.9;
  return `${value}x`;
}

function replaced<T>(root: T, path: Path, value: unknown): T {
  const copy = structuredClone(root) as Record<string | number, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) {
    at = at[key] as Record<string | number, unknown>;
  }
  at[path[path.length - 1]] = value;
  return copy as T;
}

function dotted(path: Path): string {
  const [document, ...rest] = path;
  return rest.reduce<string>(
    (text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${key}`),
    `document[${document}]`,
  );
}

interface Outcome {
  /** Whether SLOs came of the text. */
  imported: boolean;
  /** What comes of the text, without the text itself. */
  result: string;
  warnings: string[];
}

function outcomeOf(documents: unknown[]): Outcome {
  const text = documents.map(document => stringify(document)).join('---\n');
  try {
    const { slos, warnings } = readDocuments(text, { service: 'shop' });
    return {
      imported: slos.length > 0,
      result: JSON.stringify(slos.map(({ document: _, ...slo }) => slo)),
      warnings,
    };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return {
      imported: false,
      result: JSON.stringify(error.details),
      warnings: [],
    };
  }
}

/** Whether a warning is of the field, of one it stands in, or lists it by name. */
function isNamed(path: Path, warnings: string[]): boolean {
  return warnings.some(warning => {
    for (let length = path.length; length > 0; length -= 1) {
      const prefix = `${dotted(path.slice(0, length))}: `;
      if (!warning.startsWith(prefix)) continue;
      const list = /^Not used: ([^.]*(?:\.[^ ][^.]*)*)\./.exec(
        warning.slice(prefix.length),
      );
      // A list names only what stands in it.
      return list && length < path.length
        ? list[1].split(', ').includes(String(path[length]))
        : length === path.length || !isAboutItself(warning);
    }
    return false;
  });
}

/** Warnings about a document's missing field cover none of its fields. */
function isAboutItself(warning: string): boolean {
  return warning.includes('do not say the window');
}

/** Values of the text that changed nothing and that nobody named. */
function lostIn(documents: unknown[]): string[] {
  const before = outcomeOf(documents);
  return leavesOf(documents)
    .filter(({ path, value }) => {
      if (isNamed(path, before.warnings)) return false;
      const after = outcomeOf(replaced(documents, path, other(value)));
      return (
        after.result === before.result &&
        // Another service is warned of, whichever it is.
        after.warnings.join() === before.warnings.join()
      );
    })
    .map(({ path }) => dotted(path));
}

describe('a field is used or named', () => {
  it.each(Object.entries(fullDocuments))('%s', (_, documents) => {
    expect(outcomeOf(documents).result).toMatch(/^\[\{"name"/);
    expect(leavesOf(documents).length).toBeGreaterThan(10);
    expect(lostIn(documents)).toEqual([]);
  });

  /** Every mapping of the text, by its path. */
  function mappingsOf(value: unknown, path: Path = []): Path[] {
    if (typeof value !== 'object' || value === null) return [];
    return [
      ...(Array.isArray(value) ? [] : [path]),
      ...Object.entries(value).flatMap(([key, inner]) =>
        mappingsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
      ),
    ];
  }

  it('whatever else is written into a document, wherever', () => {
    const places = Object.values(fullDocuments).flatMap(documents =>
      mappingsOf(documents).map(path => ({ documents, path })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc
          .string({ minLength: 1, maxLength: 12 })
          .filter(key => /^[a-z][A-Za-z]*$/.test(key)),
        fc.oneof(fc.string(), fc.integer(), fc.boolean()),
        ({ documents, path }, key, value) => {
          const field = [...path, `zz${key}`];
          const after = outcomeOf(replaced(documents, field, value));
          const refused = after.result.includes(JSON.stringify(dotted(field)));
          expect(refused || isNamed(field, after.warnings)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('would notice what is lost', () => {
    const [sloth] = fullDocuments['Sloth, a file'] as object[];
    // A comment of YAML is no field, and a second null neither; `x: 1` in a label is.
    expect(isNamed([0, 'labels', 'gone'], outcomeOf([sloth]).warnings)).toBe(
      false,
    );
    expect(isNamed([0, 'labels', 'owner'], outcomeOf([sloth]).warnings)).toBe(
      true,
    );
  });
});

describe('documents that others wrote', () => {
  const vectors = resolvePackagePath(
    '@slo-scout/backstage-plugin-slo-scout-backend',
    '../../../shared/vectors',
  );
  if (!existsSync(vectors)) {
    it('are absent: the folder ../shared/vectors beside the repository', () => {
      // eslint-disable-next-line no-console
      console.warn(`NOT TESTED with documents of others: ${vectors} is absent`);
      expect(existsSync(vectors)).toBe(false);
    });
    return;
  }

  const files = ['openslo', 'sloth', 'pyrra'].flatMap(folder =>
    readdirSync(join(vectors, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.ya?ml$/.test(name) && !name.startsWith('_gen'))
      .map(name => join(folder, name)),
  );

  const read: string[] = [];

  it.each(files)('%s', file => {
    const documents = parseAllDocuments(
      readFileSync(join(vectors, file), 'utf8'),
    );
    // What is no YAML has no fields; vectors.test.ts shows how it is refused.
    if (!Array.isArray(documents) || documents.some(d => d.errors.length > 0)) {
      return;
    }
    const values = documents.map(document => document.toJS());
    // What is refused is not imported without the field: nothing is.
    if (!outcomeOf(values).imported) return;
    read.push(file);
    expect(lostIn(values)).toEqual([]);
  });

  it('are imported where they are whole', () => {
    expect(read.length).toBeGreaterThanOrEqual(13);
  });
});

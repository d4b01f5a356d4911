import { parse } from 'yaml';
import { GenerationRefused } from '../GenerationRefused';
import { shellQuote } from './shellQuote';

/** Values by placeholder, and lists of such by name; an entry may have lists of its own. */
export interface TemplateValues {
  values: Record<string, string>;
  lists: Record<string, TemplateEntry[]>;
}

export interface TemplateEntry {
  values: Record<string, string>;
  lists?: Record<string, TemplateEntry[]>;
}

/** Key of a list item that names the list to repeat it for. */
const FOR_EACH = 'for_each';

/**
 * Lists that a list item is repeated for without `for_each`, as soon as it has
 * one of these placeholders.
 */
const REPEATED_BY: Record<string, string[]> = {
  alerts: ['alert_name', 'alert_meaning', 'alert_severity'],
  rule_files: ['rule_file'],
  capsules: ['capsule_id', 'capsule_url'],
  traces: ['trace_id', 'trace_url'],
};

const PLACEHOLDER = /\{([a-z][a-z0-9_]*)\}/g;

/**
 * Fills a parsed template in. Values become parts of parsed texts, never of YAML or
 * of a shell's command line. Throws `GenerationRefused` for a bad template.
 */
export function fillTemplate(
  template: unknown,
  values: TemplateValues,
): unknown {
  const filled = fill(template, values);
  if (filled === undefined)
    throw new GenerationRefused('The runbook template is empty.');
  return filled;
}

/** The template's fields and texts. Throws `GenerationRefused` where it is not YAML. */
export function parseTemplate(template: string): unknown {
  try {
    return parse(template, { maxAliasCount: 100 });
  } catch (error) {
    throw new GenerationRefused(
      `The runbook template is not YAML: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Undefined for what is empty once filled in. */
function fill(node: unknown, context: TemplateValues): unknown {
  if (typeof node === 'string') return fillText(node, context) || undefined;
  if (Array.isArray(node)) {
    const items = node
      .flatMap(item => expand(item, context))
      .filter(item => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof node === 'object' && node !== null)
    return fillFields(node, context);
  return node ?? undefined;
}

function fillFields(node: object, context: TemplateValues): unknown {
  const fields = Object.entries(node).flatMap(([key, value]) => {
    const filled =
      key === 'command' ? fillCommand(value, context) : fill(value, context);
    return filled === undefined ? [] : [[key, filled]];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

/** One item for each entry of the list that it is repeated for, or the item itself. */
function expand(item: unknown, context: TemplateValues): unknown[] {
  const { list, body } = repetitionOf(item, context);
  if (list === undefined) return [fill(body, context)];
  return (context.lists[list] ?? []).map(entry =>
    fill(body, {
      values: { ...context.values, ...entry.values },
      lists: { ...context.lists, ...entry.lists },
    }),
  );
}

function repetitionOf(
  item: unknown,
  { values, lists }: TemplateValues,
): { list?: string; body: unknown } {
  if (typeof item === 'object' && item !== null && FOR_EACH in item) {
    const { [FOR_EACH]: list, ...body } = item as Record<string, unknown>;
    if (typeof list !== 'string' || !Object.hasOwn(lists, list)) {
      throw new GenerationRefused(
        `The runbook template has ${FOR_EACH}: ${JSON.stringify(
          list,
        )}, which is no known list here. Known are ${knownIn(lists)}.`,
      );
    }
    return { list, body };
  }
  // A name that has a value already belongs to a list further out.
  const open = new Set(
    placeholdersOf(item).filter(name => !Object.hasOwn(values, name)),
  );
  const [repeated] = Object.entries(REPEATED_BY).filter(([, names]) =>
    names.some(name => open.has(name)),
  );
  return { list: repeated?.[0], body: item };
}

/** What a terminal would act on instead of showing it; line breaks and tabs are text. */
const CONTROL = /(?![\n\t])\p{Cc}/u;

function fillCommand(node: unknown, context: TemplateValues): string {
  if (typeof node === 'string' && placeholdersOf(node).length === 0) {
    return node;
  }
  if (!Array.isArray(node) || !node.every(word => typeof word === 'string')) {
    throw new GenerationRefused(
      'A command in the runbook template is a list of words: only then can its values be quoted for the shell.',
    );
  }
  return node.map(word => shellQuote(wordOf(word, context))).join(' ');
}

function wordOf(template: string, context: TemplateValues): string {
  const word = fillText(template, context).replace(/\r\n?/g, '\n');
  if (CONTROL.test(word)) {
    throw new GenerationRefused(
      `A command of the runbook would hold control characters, which a terminal acts on: ${JSON.stringify(
        word.slice(0, 200),
      )}. Take them out of the SLO document.`,
    );
  }
  return word;
}

function fillText(text: string, { values }: TemplateValues): string {
  return text
    .replace(PLACEHOLDER, (_, name: string) => {
      if (!Object.hasOwn(values, name)) {
        throw new GenerationRefused(
          `The runbook template has {${name}}, which is no known value here. Known are ${knownIn(
            values,
          )}.`,
        );
      }
      return values[name];
    })
    .trim();
}

function knownIn(names: object): string {
  return Object.keys(names).sort().join(', ');
}

/** Names in braces, anywhere below a node. */
export function placeholdersOf(node: unknown): string[] {
  if (typeof node === 'string') {
    return [...node.matchAll(PLACEHOLDER)].map(match => match[1]);
  }
  return typeof node === 'object' && node !== null
    ? Object.values(node).flatMap(placeholdersOf)
    : [];
}

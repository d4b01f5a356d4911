/**
 * Writes `schemas/grafana-dashboard-v10.schema.json` from the types of
 * `@grafana/grafana-foundation-sdk` (release 10.4), tightened where Grafana
 * would load a broken dashboard without a word. Works offline:
 *
 *     node --require @backstage/cli/config/nodeTransform.cjs scripts/schemas.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

type JsonSchema = { [key: string]: unknown };
type Definitions = { [name: string]: JsonSchema };

const root = resolve(__dirname, '..');
const target = join(root, 'schemas', 'grafana-dashboard-v10.schema.json');
const sdk = dirname(
  require.resolve('@grafana/grafana-foundation-sdk/dashboard', {
    paths: [join(root, 'plugins', 'slo-scout-backend')],
  }),
);

function generate(): { definitions: Definitions } {
  const work = mkdtempSync(join(root, 'node_modules', '.schemas-'));
  try {
    const entry = join(work, 'entry.ts');
    // `_implementsDataqueryVariant` exists only for TypeScript, never in JSON.
    writeFileSync(
      entry,
      [
        `import type { Dashboard as D } from '${join(sdk, 'types.gen')}';`,
        `import type { dataquery } from '${join(
          sdk,
          '..',
          'prometheus',
          'types.gen',
        )}';`,
        `export type PrometheusQuery = Omit<dataquery, '_implementsDataqueryVariant'>;`,
        `export interface Entry { dashboard: D; query: PrometheusQuery }`,
      ].join('\n'),
    );
    const schema = createGenerator({
      path: entry,
      type: 'Entry',
      topRef: true,
      skipTypeCheck: true,
      additionalProperties: false,
      tsconfig: join(root, 'tsconfig.json'),
    }).createSchema('Entry');
    return JSON.parse(JSON.stringify(schema));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function properties(schema: JsonSchema): Definitions {
  return schema.properties as Definitions;
}

/** Makes properties required, and merges keywords into others. */
function tighten(
  definitions: Definitions,
  name: string,
  changes: { required?: string[]; properties?: Definitions },
) {
  const schema = definitions[name];
  if (!schema) throw new Error(`The SDK has no type ${name}`);
  const required = new Set([
    ...((schema.required as string[] | undefined) ?? []),
    ...(changes.required ?? []),
  ]);
  if (required.size > 0) schema.required = [...required].sort();
  for (const [key, extra] of Object.entries(changes.properties ?? {})) {
    const known = properties(schema)[key];
    if (!known) throw new Error(`The SDK's ${name} has no property ${key}`);
    properties(schema)[key] = { ...known, ...extra };
  }
}

const whole = (minimum: number, maximum?: number): JsonSchema => ({
  type: 'integer',
  minimum,
  ...(maximum === undefined ? {} : { maximum }),
});

function tightenAll(definitions: Definitions) {
  tighten(definitions, 'Dashboard', {
    required: ['uid', 'title', 'panels'],
    properties: {
      // Grafana refuses longer uids and other characters.
      uid: { pattern: '^[A-Za-z0-9_-]{1,40}$' },
      title: { minLength: 1 },
      // Not `anyOf`: its errors would name every field of both kinds of panel.
      panels: {
        minItems: 1,
        items: {
          type: 'object',
          required: ['type'],
          if: { properties: { type: { const: 'row' } } },
          then: { $ref: '#/definitions/RowPanel' },
          else: { $ref: '#/definitions/Panel' },
        },
      },
      // 36 to 39 are Grafana 9.1 to 10.4; later numbers belong to v11.
      schemaVersion: whole(36, 39),
      tags: { uniqueItems: true },
    },
  });
  tighten(definitions, 'Panel', {
    required: ['id', 'title', 'gridPos'],
    properties: {
      id: whole(1),
      type: { minLength: 1 },
      targets: { items: { $ref: '#/definitions/Target' } },
    },
  });
  tighten(definitions, 'RowPanel', {
    required: ['gridPos'],
    properties: { id: whole(1) },
  });
  tighten(definitions, 'GridPos', {
    properties: {
      h: whole(1),
      w: whole(1, 24),
      x: whole(0, 23),
      y: whole(0),
    },
  });
  tighten(definitions, 'VariableModel', {
    properties: { name: { pattern: '^[A-Za-z0-9_]+$' } },
  });
  // A panel of type `row` must not pass as an ordinary panel.
  properties(definitions.Panel).type = {
    ...properties(definitions.Panel).type,
    not: { const: 'row' },
  };
  // Data sources add fields of their own to an annotation query; Prometheus' are these.
  Object.assign(properties(definitions.AnnotationQuery), {
    titleFormat: { type: 'string' },
    textFormat: { type: 'string' },
    tagKeys: { type: 'string' },
    step: { type: 'string' },
    useValueForTime: { type: 'boolean' },
  });
}

/** A panel's query: Prometheus' own type where it is one, else any with a `refId`. */
function addTarget(definitions: Definitions, prometheusQuery: JsonSchema) {
  definitions.PrometheusQuery = prometheusQuery;
  tighten(definitions, 'PrometheusQuery', {
    properties: { expr: { minLength: 1 }, refId: { minLength: 1 } },
  });
  definitions.Target = {
    type: 'object',
    required: ['refId'],
    properties: { refId: { type: 'string', minLength: 1 } },
    if: { required: ['expr'] },
    then: { $ref: '#/definitions/PrometheusQuery' },
  };
}

/** Keeps what can be reached from the roots, with sorted names. */
function prune(definitions: Definitions, roots: string[]): Definitions {
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = JSON.stringify(definitions[name]);
    for (const [, next] of text.matchAll(/"#\/definitions\/([^"]+)"/g)) {
      visit(decodeURIComponent(next));
    }
  };
  roots.forEach(visit);
  return Object.fromEntries(
    [...seen].sort().map(name => [name, definitions[name]]),
  );
}

function main() {
  const { definitions } = generate();
  const query =
    definitions.PrometheusQuery ?? properties(definitions.Entry).query;
  addTarget(definitions, query);
  tightenAll(definitions);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://slo-scout.io/schemas/grafana-dashboard-v10.schema.json',
    title: 'Grafana 10 dashboard',
    description:
      'Generated by scripts/schemas.ts from the types of @grafana/grafana-foundation-sdk 10.4, then tightened. Unique panel ids and panels that do not overlap are checked in code.',
    $ref: '#/definitions/Dashboard',
    definitions: prune(definitions, ['Dashboard']),
  };
  writeFileSync(target, `${JSON.stringify(schema, null, 2)}\n`);
}

main();

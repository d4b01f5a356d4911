/**
 * kubernetes_schema: would Kubernetes take the object, with exactly the file inside that
 * the other validators have judged?
 *
 * docs/validators/kubernetes_schema.md
 */
import { isDeepStrictEqual } from 'node:util';
import type { ValidationError } from '@slo-scout/backstage-plugin-slo-scout-common';
import { parse } from 'yaml';
import { unwrap } from '../generators/output/plainText';
import { kubernetesObjectsSchema } from '../schemas';
import { parseBoundedYaml } from './boundedYaml';
import { lazySchema } from './jsonSchema';
import type { FileVerdict } from './types';

const VALIDATOR = 'kubernetes_schema';

const KINDS = ['PrometheusRule', 'ConfigMap', 'GrafanaDashboard'] as const;
type Kind = (typeof KINDS)[number];

const schemaErrors = Object.fromEntries(
  KINDS.map(kind => [
    kind,
    lazySchema(VALIDATOR, () => ({
      definitions: kubernetesObjectsSchema.definitions,
      $ref: `#/definitions/${kind}`,
    })),
  ]),
) as Record<Kind, ReturnType<typeof lazySchema>>;

/** Line breaks of YAML 1.1, and what neither version lets stand in a text. */
const UNPRINTABLE = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/u;

/** @internal */
export function checkObject(content: string): FileVerdict {
  const errors = findErrors(content);
  return { status: errors.length > 0 ? 'failed' : 'passed', errors };
}

function findErrors(content: string): ValidationError[] {
  const strange = UNPRINTABLE.exec(content);
  if (strange) {
    return [
      error(
        `The character U+${codeOf(
          strange[0],
        )} is a line break to some YAML parsers and not to others, or none may stand in YAML`,
        positionOf(content, strange.index),
      ),
    ];
  }
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) {
    return yaml.errors.map(({ message, path }) => error(message, path));
  }
  const { kind } = (yaml.value ?? {}) as { kind?: unknown };
  const known = KINDS.find(name => name === kind);
  if (!known) {
    return [
      error(
        `/kind ${JSON.stringify(kind)} is none of ${KINDS.join(', ')}`,
        '/kind',
      ),
    ];
  }
  const wrong = schemaErrors[known](yaml.value);
  return wrong.length > 0
    ? wrong
    : [...readOtherwise(content, yaml.value), ...changed(content, yaml.value)];
}

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}

function positionOf(content: string, index: number): string {
  const lines = content.slice(0, index).split('\n');
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}

/** Kubernetes reads YAML 1.1, in which `on` and `no` are no texts. */
function readOtherwise(content: string, value: unknown): ValidationError[] {
  const other: unknown = parse(content, { version: '1.1', merge: true });
  return differences(value, other, '').slice(0, 20);
}

function differences(
  value: unknown,
  other: unknown,
  path: string,
): ValidationError[] {
  if (isMapping(value) && isMapping(other)) {
    return [...new Set([...Object.keys(value), ...Object.keys(other)])].flatMap(
      key => differences(value[key], other[key], `${path}/${key}`),
    );
  }
  return isDeepStrictEqual(value, other)
    ? []
    : [
        error(
          `${path} is ${JSON.stringify(value)} here, and ${JSON.stringify(
            other,
          )} to Kubernetes, which reads YAML 1.1. Choose another text.`,
          path,
        ),
      ];
}

/** Lists count as mappings of their positions. */
function isMapping(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Date)
  );
}

/** What was judged must be what is applied. */
function changed(content: string, value: unknown): ValidationError[] {
  const plain = unwrap(content)?.text;
  if (plain === undefined) {
    return [
      error('/ The file inside of the object cannot be read back from it'),
    ];
  }
  const inside = bodyOf(value as SoundObject);
  const same =
    typeof inside === 'string'
      ? inside === plain
      : isDeepStrictEqual(inside, parse(plain));
  return same
    ? []
    : [error('/ The object holds another file than the one that was judged')];
}

/** An object for which the schema has held. */
type SoundObject =
  | { kind: 'PrometheusRule'; spec: object }
  | { kind: 'ConfigMap'; data: Record<string, string> }
  | { kind: 'GrafanaDashboard'; spec: { json: string } };

function bodyOf(object: SoundObject): object | string {
  switch (object.kind) {
    case 'PrometheusRule':
      return object.spec;
    case 'ConfigMap':
      return Object.values(object.data)[0];
    default:
      return object.spec.json;
  }
}

function error(message: string, path = '/'): ValidationError {
  return { validator: VALIDATOR, message, path };
}

import { stringify } from 'yaml';

/** What a Kubernetes object is called and found by. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  labels: Record<string, string>;
}

/** The plain file inside an object, and how its positions move. */
export interface Unwrapped {
  text: string;
  /** First line of the object's text, counted from 1, that a line of the body stands on. */
  bodyLine: number;
  /** Line of the plain text that stands there. */
  plainLine: number;
  /** Columns by which the body is indented. */
  indent: number;
}

/** By this label everything that we wrote can be found. */
const OURS = { 'app.kubernetes.io/managed-by': 'slo-scout' };

/** Lines of comments at the head of a text, and what follows. */
export function splitHeader(text: string): {
  header: string[];
  body: string[];
} {
  const lines = text.split('\n');
  const end = lines.findIndex(line => !line.startsWith('#'));
  return { header: lines.slice(0, end), body: lines.slice(end) };
}

/** The object from its type to its metadata. Quoted so that YAML 1.1 reads texts as texts, too. */
export function objectHead(
  type: { apiVersion: string; kind: string },
  meta: ObjectMeta,
): string[] {
  const { name, namespace } = meta;
  const labels = Object.entries({ ...meta.labels, ...OURS }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return yamlLines({
    ...type,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: Object.fromEntries(labels),
    },
  });
}

/** A value as lines of YAML that versions 1.1 and 1.2 read alike. */
export function yamlLines(value: unknown): string[] {
  return stringify(value, { version: '1.1', lineWidth: 0, singleQuote: true })
    .trimEnd()
    .split('\n');
}

/** Empty lines stay empty: a block scalar needs no indentation there. */
export function indented(lines: string[], by: number): string[] {
  const space = ' '.repeat(by);
  return lines.map(line => (line === '' ? '' : space + line));
}

/** The inverse of `indented`; undefined where a line is not indented. */
export function dedented(lines: string[], by: number): string[] | undefined {
  const space = ' '.repeat(by);
  return lines.every(line => line === '' || line.startsWith(space))
    ? lines.map(line => line.slice(by))
    : undefined;
}

/** Whether the lines begin an object of this type. */
export function isOfType(
  lines: string[],
  { apiVersion, kind }: { apiVersion: string; kind: string },
): boolean {
  return (
    lines[0] === `apiVersion: ${apiVersion}` && lines[1] === `kind: ${kind}`
  );
}

import {
  dedented,
  indented,
  isOfType,
  objectHead,
  type ObjectMeta,
  splitHeader,
  type Unwrapped,
} from './objectText';

/** How one kind of object holds a dashboard: what comes before the block scalar with its JSON. */
export interface DashboardObject {
  type: { apiVersion: string; kind: string };
  /** Line with the key of the JSON; it is the object's last key. */
  key: RegExp;
}

const INDENT = 4;

/** JSON as a literal block scalar. Its one line break at the end is the scalar's own. */
export function wrapDashboard(
  object: DashboardObject,
  given: {
    header: string[];
    meta: ObjectMeta;
    /** From the object's first own key to the key of the JSON. */
    lead: string[];
    json: string;
  },
): string {
  const { header, meta, lead, json } = given;
  return [
    ...header.map(line => `# ${line}`),
    ...objectHead(object.type, meta),
    ...lead,
    ...indented(json.split('\n'), INDENT),
  ].join('\n');
}

export function unwrapDashboard(
  object: DashboardObject,
  text: string,
): Unwrapped | undefined {
  const { header, body } = splitHeader(text);
  const key = body.findIndex(line => object.key.test(line));
  if (!isOfType(body, object.type) || key < 0) return undefined;
  const json = dedented(body.slice(key + 1), INDENT);
  return (
    json && {
      text: json.join('\n'),
      bodyLine: header.length + key + 2,
      plainLine: 1,
      indent: INDENT,
    }
  );
}

import {
  dedented,
  indented,
  isOfType,
  objectHead,
  type ObjectMeta,
  splitHeader,
  type Unwrapped,
} from './objectText';

const TYPE = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
};
const INDENT = 2;

/** A rule file as an object of prometheus-operator: header on top, the rest below `spec:`. */
export function wrapPrometheusRule(plain: string, meta: ObjectMeta): string {
  const { header, body } = splitHeader(plain);
  return [
    ...header,
    ...objectHead(TYPE, meta),
    'spec:',
    ...indented(body, INDENT),
  ].join('\n');
}

/** The rule file that was wrapped, to the byte; undefined for any other text. */
export function unwrapPrometheusRule(text: string): Unwrapped | undefined {
  const { header, body } = splitHeader(text);
  const spec = body.indexOf('spec:');
  if (!isOfType(body, TYPE) || spec < 0) return undefined;
  const plain = dedented(body.slice(spec + 1), INDENT);
  return (
    plain && {
      text: [...header, ...plain].join('\n'),
      bodyLine: header.length + spec + 2,
      plainLine: header.length + 1,
      indent: INDENT,
    }
  );
}

/**
 * What a YAML parser refuses in a block scalar, or takes for a line break
 * (YAML 1.1, which Kubernetes reads). JSON has these inside of strings only.
 */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** The same JSON, in characters that can stand in YAML as they are. */
export function printableJson(json: string): string {
  return json.replace(
    UNPRINTABLE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `label="value"` for Alertmanager, which knows these three escapes only. */
export function matcher(label: string, value: string): string {
  return `${label}="${escaped(value)}"`;
}

/** Matches exactly these values, which are names of letters, digits and `_`. */
export function alternatives(label: string, values: string[]): string {
  return values.length === 1
    ? matcher(label, values[0])
    : `${label}=~"${values.join('|')}"`;
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

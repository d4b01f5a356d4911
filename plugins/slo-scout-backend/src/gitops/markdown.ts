import { codeSpan, linkAddress, oneLine } from '../markdown';

export { oneLine };

const MAX_VALUE = 300;

/**
 * A value as a code span that is safe inside a table: no markup, no mention of
 * people, no reference to issues comes out of it.
 */
export function code(value: string): string {
  return codeSpan(shorten(oneLine(value), MAX_VALUE)).replace(/\|/g, '\\|');
}

/** A link whose address cannot end early; the text is ours. */
export function link(text: string, url: string): string {
  const address = linkAddress(oneLine(url));
  return address === undefined ? code(url) : `[${text}](${address})`;
}

export function shorten(value: string, length: number): string {
  return value.length > length ? `${value.slice(0, length - 1)}…` : value;
}

/**
 * A table that keeps to its room: rows that do not fit are left out, and the
 * line below it says how many.
 */
export function table(
  head: string[],
  rows: string[][],
  room: number,
  what: string,
): string {
  if (rows.length === 0) return '';
  const lines = [row(head), row(head.map(() => '---'))];
  const note = (left: number) => `\n… and ${left} more ${what}.`;
  let length = lines.join('\n').length + note(rows.length).length + 2;
  let shown = 0;
  for (const cells of rows) {
    const line = row(cells);
    if (length + line.length + 1 > room) break;
    lines.push(line);
    length += line.length + 1;
    shown += 1;
  }
  const left = rows.length - shown;
  return left > 0 ? `${lines.join('\n')}\n${note(left)}` : lines.join('\n');
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A list under the same rule as a table. */
export function list(items: string[], room: number, what: string): string {
  const lines: string[] = [];
  let length = what.length + 30;
  for (const item of items) {
    if (length + item.length + 3 > room) break;
    lines.push(`- ${item}`);
    length += item.length + 3;
  }
  const left = items.length - lines.length;
  return left > 0
    ? [...lines, `- … and ${left} more ${what}.`].join('\n')
    : lines.join('\n');
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Small amounts keep what they say: 0.000778 is not 0. */
export function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** 0.999 as 99.9, without the noise of binary fractions. */
export function percent(ratio: number): string {
  return String(Number((ratio * 100).toPrecision(10)));
}

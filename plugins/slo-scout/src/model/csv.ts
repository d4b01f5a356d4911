export type Cell = string | number | boolean | undefined;

// A spreadsheet takes text that begins so for a formula, and would run it.
const FORMULA = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  // A negative number is a number; a text that looks like one may be a formula.
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Rows as CSV of RFC 4180, safe to open in a spreadsheet. */
export function csv(rows: Cell[][]): string {
  return rows.map(row => `${row.map(cellText).join(',')}\r\n`).join('');
}

import { InputError } from '@backstage/errors';

const UNITS: ReadonlyArray<readonly [unit: string, milliseconds: number]> = [
  ['y', 31_536_000_000],
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** Milliseconds of a Prometheus duration such as `5m`, `1h30m` or `-5m`; undefined for other text. */
export function tryParseDuration(text: string): number | undefined {
  const negative = text.startsWith('-');
  let rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '') return undefined;
  let total = 0;
  let nextUnit = 0;
  while (rest !== '') {
    let digits = 0;
    while (rest[digits] >= '0' && rest[digits] <= '9') digits++;
    const letters = leadingLetters(rest.slice(digits));
    const unit = UNITS.findIndex(([name]) => name === letters);
    if (digits === 0 || unit < nextUnit) return undefined;
    total += Number(rest.slice(0, digits)) * UNITS[unit][1];
    nextUnit = unit + 1;
    rest = rest.slice(digits + letters.length);
  }
  return negative ? -total : total;
}

function leadingLetters(text: string): string {
  let length = 0;
  while (text[length] >= 'a' && text[length] <= 'z') length++;
  return text.slice(0, length);
}

/** Milliseconds of a Prometheus duration. */
export function parseDuration(text: string): number {
  const milliseconds = tryParseDuration(text);
  if (milliseconds === undefined) {
    throw new InputError(`${JSON.stringify(text)} is not a duration like 5m`);
  }
  return milliseconds;
}

/** The shortest Prometheus duration, in days at most: `30d`, `1h30m`, `-5m`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  let rest = Math.abs(milliseconds);
  let text = '';
  for (const [unit, size] of UNITS.slice(2)) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return milliseconds < 0 ? `-${text}` : text;
}

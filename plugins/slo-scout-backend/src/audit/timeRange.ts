import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';

/**
 * The ends of a range as entries bear their time: UTC with milliseconds.
 *
 * @throws InputError - an end that is no time, or a range that ends before it begins
 */
export function timeRange(ends: { from?: string; to?: string }): {
  from?: string;
  to?: string;
} {
  const from = instant('from', ends.from);
  const to = instant('to', ends.to);
  if (from !== undefined && to !== undefined && to <= from) {
    throw new InputError('to must be later than from');
  }
  return { from, to };
}

function instant(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = DateTime.fromISO(text, { setZone: true }).toUTC();
  // Beyond four digits of the year text no longer sorts as time does.
  if (!time.isValid || time.year < 1 || time.year > 9999) {
    throw new InputError(`${name} must be a time in RFC 3339: ${text}`);
  }
  return time.toJSDate().toISOString();
}

import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, parseDuration, printNumber } from '../promql';
import { countsOf } from './indicator/countsOf';
import type { SloNames } from './names';

/**
 * What a share of bad ones is a share of, for people: `${what} are good${how}`.
 * `how` begins with a comma, or is empty.
 */
export function countedAs(
  slo: Slo,
  { window }: SloNames,
): { what: string; how: string } {
  if (slo.budgeting?.method === 'timeslices') {
    return { what: `slices of ${window}`, how: '' };
  }
  if (slo.budgeting !== undefined) {
    return { what: 'events', how: `, as a mean over slices of ${window}` };
  }
  if (slo.sli.kind === 'raw_ratio')
    return { what: 'events', how: ', as a mean' };
  const what = countsOf(slo) === 'events' ? 'events' : 'measurements';
  return { what, how: '' };
}

const SPANS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "hour", "6 hours", "30 days", to stand after "the last". */
export function span(duration: string): string {
  const length = parseDuration(duration);
  const unit = SPANS.find(([, size]) => length % size === 0);
  if (!unit) return duration;
  const count = length / unit[1];
  return count === 1 ? unit[0] : `${count} ${unit[0]}s`;
}

/** A share as a percentage, exact. */
export function percent(share: Decimal): string {
  return `${printNumber(share.times(Decimal.of(100)))} %`;
}

import { Decimal, printNumber, type Unit } from '../promql';

type Scale = [unit: string, factor: number | string];

const DURATIONS: Scale[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
  ['ms', '0.001'],
  ['µs', '0.000001'],
];
const SIZES: Scale[] = [
  ['GiB', 2 ** 30],
  ['GB', 1_000_000_000],
  ['MiB', 2 ** 20],
  ['MB', 1_000_000],
  ['KiB', 2 ** 10],
  ['kB', 1_000],
];

/**
 * A number as people would say it in its unit, and still exact: 0.2 seconds are
 * `200 ms`, 300 are `5 min`, 301 are `301 s`. Without a unit the bare number.
 */
export function printQuantity(value: number, unit: Unit | undefined): string {
  if (unit === undefined || !Number.isFinite(value)) return printNumber(value);
  const exact = Decimal.of(value);
  switch (unit) {
    case 'ratio':
      return `${exact.times(Decimal.of(100))} %`;
    case 'bytes':
      return inScale(exact, SIZES, 2) ?? `${exact} bytes`;
    default:
      return durationOf(exact);
  }
}

function durationOf(seconds: Decimal): string {
  const whole = inScale(seconds, DURATIONS.slice(0, 3), 0);
  return whole ?? inScale(seconds, DURATIONS.slice(3), 6) ?? `${seconds} s`;
}

/** In the largest unit of which it is at least one and a number of few places. */
function inScale(
  value: Decimal,
  scales: Scale[],
  places: number,
): string | undefined {
  for (const [unit, factor] of scales) {
    const size = Decimal.of(factor);
    const count = value.dividedBy(size, places);
    const exact = count.times(size).compare(value) === 0;
    if (exact && count.compare(Decimal.of(1)) >= 0) return `${count} ${unit}`;
  }
  return undefined;
}

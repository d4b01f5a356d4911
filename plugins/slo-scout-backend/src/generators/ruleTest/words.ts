import { Decimal, formatDuration, printNumber } from '../../promql';

/** A time as a duration of Prometheus, right to a second. */
export function span(seconds: number): string {
  return formatDuration(Math.round(seconds) * 1000);
}

/** A share in percent, to four digits. */
export function percent(share: number): string {
  return `${decimal(share * 100, 4)} %`;
}

/** A number in plain digits, rounded. */
export function decimal(value: number, digits: number): string {
  return printNumber(Decimal.of(Number(value.toPrecision(digits))));
}

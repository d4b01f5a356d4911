import { prometheusSeconds } from '../format/duration';

/** Whole numbers that people would choose, within a power of ten. */
const MANTISSAS = [1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9];
const SUGGESTED_WINDOWS = ['7d', '28d', '30d', '90d'];

/** A number without the noise of binary fractions. */
export const exactNumber = (value: number) => Number(value.toPrecision(12));

const unique = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);

/**
 * Objectives from 90 % to 99.99 %, each tenfold stricter one as far away as the
 * one before, since it costs about as much; beyond them as far as `present` lies.
 */
export function objectiveScale(present: number): number[] {
  const decades = 4;
  const needed = present < 1 ? Math.ceil(-Math.log10(1 - present) - 1e-9) : 0;
  const values: number[] = [];
  for (let decade = 1; decade < Math.max(decades, needed); decade++) {
    // 90, 90.5, 91 … 98.5, 99; 99.05, 99.1 … 99.9.
    for (let tenth = 10; tenth >= 1; tenth -= 0.5) {
      values.push(exactNumber(1 - tenth * 10 ** -(decade + 1)));
    }
  }
  if (present < 0.9) {
    for (let percent = 50; percent < 90; percent += 5)
      values.push(percent / 100);
    values.push(present);
  }
  return unique(values);
}

/** Limits from a tenth to ten times the present one; none around zero or below. */
export function thresholdScale(present: number): number[] {
  if (!(present > 0) || !Number.isFinite(present)) return [];
  const power = Math.floor(Math.log10(present));
  const values = [power - 1, power, power + 1].flatMap(exponent =>
    MANTISSAS.map(mantissa => exactNumber(mantissa * 10 ** exponent)),
  );
  return unique([...values, present]).filter(
    value =>
      value >= exactNumber(present / 10) && value <= exactNumber(present * 10),
  );
}

/** The usual windows and the present one, shortest first. */
export function windowScale(present: string): string[] {
  return [...new Set([...SUGGESTED_WINDOWS, present])].sort(
    (a, b) => (prometheusSeconds(a) ?? 0) - (prometheusSeconds(b) ?? 0),
  );
}

/** Minutes that an alert may wait. */
export const ALERT_FOR_MINUTES = Array.from({ length: 60 }, (_, i) => i + 1);

/** Where a value lies on a scale; between two steps where it is none of them. */
export function scalePosition(scale: number[], value: number): number {
  const above = scale.findIndex(step => step >= value);
  if (above === -1) return scale.length - 1;
  if (above === 0 || scale[above] === value) return above;
  const below = scale[above - 1];
  return above - 1 + (value - below) / (scale[above] - below);
}

/** Reads a number as people write it, with a comma or a percent sign too. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(/\s*%$/, '').replace(',', '.');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** Percent as a share, without the noise of binary fractions. */
export const shareOf = (percent: number) => exactNumber(percent / 100);

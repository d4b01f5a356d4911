import { canonicalJson } from '../hash';
import type { RangeSeries } from '../prometheus';
import { CELL_SECONDS, type MeasuredCell } from './measurement';
import type { MeasurementPlan } from './measurementPlan';

/**
 * The cells that two range queries give, each ending at its tick. Where one of
 * them has no number there is no cell: nothing is known of these five minutes,
 * and nothing is not zero.
 */
export function cellsOf(
  answers: { bad: RangeSeries[]; total: RangeSeries[] },
  plan: Pick<MeasurementPlan, 'unit' | 'scale' | 'recordings'>,
): MeasuredCell[] {
  const ruleLabels = new Set([
    '__name__',
    ...plan.recordings.flatMap(({ labels }) => Object.keys(labels)),
  ]);
  const partOf = ({ metric }: RangeSeries) =>
    Object.fromEntries(
      Object.entries(metric).filter(([label]) => !ruleLabels.has(label)),
    );
  const bad = new Map(
    answers.bad.map(series => [
      canonicalJson(partOf(series)),
      valuesByTime(series),
    ]),
  );
  return answers.total.flatMap(series => {
    const labels = partOf(series);
    const badAt = bad.get(canonicalJson(labels));
    return Array.from(series.times, (time, index) =>
      cell(badAt?.get(time), series.values[index], plan),
    ).flatMap((values, index) =>
      values
        ? [{ labels, at: series.times[index] - CELL_SECONDS, ...values }]
        : [],
    );
  });
}

function cell(
  bad: number | undefined,
  total: number,
  { unit, scale }: Pick<MeasurementPlan, 'unit' | 'scale'>,
): { bad: number; total: number } | undefined {
  if (bad === undefined || !(bad >= 0 && bad < Infinity)) return undefined;
  if (!(total > 0 && total < Infinity)) return undefined;
  // A look more or less, as the ends of the range fall, does not make time longer.
  const factor =
    unit === 'seconds' ? Math.min(scale, CELL_SECONDS / total) : scale;
  return { bad: bad * factor, total: total * factor };
}

function valuesByTime({ times, values }: RangeSeries): Map<number, number> {
  return new Map(Array.from(times, (time, index) => [time, values[index]]));
}

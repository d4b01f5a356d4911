import type {
  DashboardSeries,
  DashboardThreshold,
} from '@slo-scout/backstage-plugin-slo-scout-common';

export type SeriesPoint = DashboardSeries['points'][number];

/** Points with an empty one wherever samples are missing, so that no line hides it. */
export function withGaps(points: SeriesPoint[], step: number): SeriesPoint[] {
  return points.flatMap((point, index) => {
    const former = points[index - 1];
    const gap = former && point[0] - former[0] > step * 1.5;
    return gap ? [[former[0] + step, null] as SeriesPoint, point] : [point];
  });
}

/** The last value that there is. */
export function lastValue(points: SeriesPoint[]): number | null {
  for (let i = points.length - 1; i >= 0; i--) {
    if (points[i][1] !== null) return points[i][1];
  }
  return null;
}

/** The value of the sample nearest to an instant (unix seconds), at most a step away. */
export function valueAt(
  points: SeriesPoint[],
  instant: number,
  step: number,
): number | null {
  let nearest: SeriesPoint | undefined;
  for (const point of points) {
    if (
      !nearest ||
      Math.abs(point[0] - instant) < Math.abs(nearest[0] - instant)
    ) {
      nearest = point;
    }
  }
  return nearest && Math.abs(nearest[0] - instant) <= step ? nearest[1] : null;
}

/** The step that a value has reached, as Grafana colours it. */
export function thresholdOf(
  value: number,
  thresholds: DashboardThreshold[],
): DashboardThreshold | undefined {
  return thresholds
    .filter(({ value: from }) => from === null || value >= from)
    .reduce<DashboardThreshold | undefined>(
      (highest, step) =>
        (highest?.value ?? -Infinity) > (step.value ?? -Infinity)
          ? highest
          : step,
      undefined,
    );
}

/** All values of some series by time, for a table; newest first. */
export function seriesRows(
  series: DashboardSeries[],
): Array<{ time: number; values: Array<number | null> }> {
  const rows = new Map<number, Array<number | null>>();
  series.forEach(({ points }, index) => {
    for (const [time, value] of points) {
      const row = rows.get(time) ?? series.map(() => null);
      row[index] = value;
      rows.set(time, row);
    }
  });
  return [...rows]
    .sort(([a], [b]) => b - a)
    .map(([time, values]) => ({ time, values }));
}

/** The SLIs that alerts are about, for people to look at. Pure; times are unix seconds. */
import type { SliCurve } from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration } from '../../promql';
import type { ErrorBudget } from './ErrorBudget';
import type { ExaminedRange } from './outcome';
import { round } from './round';
import type { SliTrack } from './SliTrack';
import { rfc3339 } from './time';
import type { Labels } from './vector';

/** Parts of one SLO that are drawn: nobody looks at more. */
const MOST_PARTS = 20;
/** Cells of one curve: an hour each over 30 days. */
export const MOST_CELLS = 720;
const FEWEST_CELLS = 60;
/** Cells of all curves of a file, which are stored and sent: some 500 kB. */
const CELLS_OF_ALL = 40_000;

export interface Part {
  track: SliTrack;
  labels: Labels;
  budget: ErrorBudget;
  left: number;
}

/**
 * One curve for each part of each SLO, the most burnt first.
 *
 * @param step - distance of the ticks; cells hold whole ticks
 */
export function curvesOf(
  tracks: Iterable<SliTrack>,
  range: ExaminedRange,
  step: number,
): SliCurve[] {
  const parts = [...tracks].flatMap(track => partsOf(track, range.end));
  if (parts.length === 0) return [];
  const cells = Math.min(
    MOST_CELLS,
    Math.max(FEWEST_CELLS, Math.floor(CELLS_OF_ALL / parts.length)),
  );
  const cell =
    step * Math.max(1, Math.ceil((range.end - range.start) / step / cells));
  return parts
    .sort((a, b) => a.left - b.left)
    .map(part => curveOf(part, range, cell));
}

/** The parts of an SLO that are worth drawing, the most burnt first. */
export function partsOf(track: SliTrack, end: number): Part[] {
  const parts = track.parts();
  const differs = (name: string) =>
    parts.some(({ labels }) => labels[name] !== parts[0].labels[name]);
  return parts
    .map(({ labels, budget }) => ({
      track,
      labels: Object.fromEntries(
        Object.entries(labels).filter(([name]) => differs(name)),
      ),
      budget,
      left: budget.leftAt(end) ?? Infinity,
    }))
    .sort((a, b) => a.left - b.left)
    .slice(0, MOST_PARTS);
}

function curveOf(
  { track, labels, budget }: Part,
  { start, end }: ExaminedRange,
  cell: number,
): SliCurve {
  const { slo, objective, periodSeconds } = track.source;
  const ends = Array.from({ length: Math.ceil((end - start) / cell) }, (_, i) =>
    Math.min(end, start + (i + 1) * cell),
  );
  return {
    slo,
    labels,
    objective,
    window: formatDuration(periodSeconds * 1000),
    start: rfc3339(start),
    step_seconds: cell,
    sli: ends.map((time, i) =>
      rounded(budget.goodShare(start + i * cell, time), 6),
    ),
    budget_left: ends.map(time => rounded(budget.leftAt(time), 4)),
  };
}

function rounded(share: number | undefined, digits: number): number | null {
  return share === undefined ? null : round(share, digits);
}

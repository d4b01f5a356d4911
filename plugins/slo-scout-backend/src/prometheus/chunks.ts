import { InputError } from '@backstage/errors';
import type { RangeSeries } from './types';

/** A stretch of evaluation ticks, both ends included. Unix seconds. */
export interface TickRange {
  start: number;
  end: number;
}

/** Prometheus refuses more than 11,000 points a series; proxies before it may refuse earlier. */
export const MAX_CHUNK_POINTS = 10_000;

/**
 * Splits a range into chunks of at most `maxPoints` ticks. Every chunk starts one
 * step after the one before it ended, so that no tick is asked for twice or never.
 */
export function splitRange(
  range: TickRange & { step: number },
  maxPoints = MAX_CHUNK_POINTS,
): TickRange[] {
  const { start, end, step } = range;
  if (!(step > 0) || !Number.isFinite(start) || !(end >= start)) {
    throw new InputError(
      `A range query needs start <= end and a positive step, got ${start}..${end} by ${step}`,
    );
  }
  const chunks: TickRange[] = [];
  const lastTick = Math.floor((end - start) / step);
  for (let first = 0; first <= lastTick; first += maxPoints) {
    const last = Math.min(first + maxPoints - 1, lastTick);
    chunks.push({ start: start + first * step, end: start + last * step });
  }
  return chunks;
}

/** One text for one label set, whatever the order of its labels. */
export function labelKey(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.keys(labels)
      .sort()
      .map(name => [name, labels[name]]),
  );
}

/** Joins the series of consecutive chunks. */
export function joinChunks(chunks: RangeSeries[][]): RangeSeries[] {
  if (chunks.length === 1) {
    return chunks[0];
  }
  const parts = new Map<string, RangeSeries[]>();
  for (const series of chunks.flat()) {
    const key = labelKey(series.metric);
    const known = parts.get(key);
    if (known) known.push(series);
    else parts.set(key, [series]);
  }
  return [...parts.values()].map(series => ({
    metric: series[0].metric,
    times: concatenated(series.map(({ times }) => times)),
    values: concatenated(series.map(({ values }) => values)),
  }));
}

function concatenated(arrays: Float64Array[]): Float64Array {
  if (arrays.length === 1) return arrays[0];
  const all = new Float64Array(arrays.reduce((sum, a) => sum + a.length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

import { setTimeout } from 'node:timers/promises';
import { splitRange, type TickRange } from './chunks';
import { PrometheusError } from './PrometheusError';
import type { RangeSeries } from './types';

/** Below this, an answer that is too large is so because of its series. */
const FEWEST_POINTS = 60;
/** Before each repetition. */
const PAUSES_MS = [250, 1000];
/** Of proxies that are busy, or cannot reach what is behind them. */
const BUSY = [429, 502, 503, 504];

type Part = TickRange & { step: number };

/**
 * Asks for a chunk of a range, in halves where it is too large, and again where
 * the server or the way to it failed. Every tick is in one answer: an answer that
 * broke off is thrown away as a whole.
 */
export async function askPatiently(
  part: Part,
  signal: AbortSignal,
  ask: (part: Part) => Promise<RangeSeries[]>,
): Promise<RangeSeries[][]> {
  try {
    return [await repeatedly(part, signal, ask)];
  } catch (error) {
    const points = Math.round((part.end - part.start) / part.step) + 1;
    const tooLarge =
      error instanceof PrometheusError && error.kind === 'too_large';
    if (!tooLarge || points <= FEWEST_POINTS) throw error;
    const answers: RangeSeries[][] = [];
    for (const half of splitRange(part, Math.ceil(points / 2))) {
      const { step } = part;
      answers.push(...(await askPatiently({ ...half, step }, signal, ask)));
    }
    return answers;
  }
}

async function repeatedly(
  part: Part,
  signal: AbortSignal,
  ask: (part: Part) => Promise<RangeSeries[]>,
): Promise<RangeSeries[]> {
  for (const pause of PAUSES_MS) {
    try {
      return await ask(part);
    } catch (error) {
      if (!mayPass(error)) throw error;
      await setTimeout(pause, undefined, { signal });
    }
  }
  return ask(part);
}

/** Whether the same question may be answered a moment later. */
function mayPass(error: unknown): boolean {
  return (
    error instanceof PrometheusError &&
    (error.kind === 'unreachable' || BUSY.includes(error.status ?? 0))
  );
}

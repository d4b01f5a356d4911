import type { StreamSet } from './StreamSet';

/** Ticks of one request: below Prometheus' limit of 11,000 points a series. */
const MOST_TICKS = 10_800;
/** Below this, requests cost more than what they ask for. */
const FEWEST_TICKS = 60;
/** As long as nobody knows how many series there are. */
const FIRST_TICKS = 480;
/** Samples that a slice may have over all series; as JSON they are some hundred MB. */
const SAMPLES_AT_ONCE = 1_000_000;
/** Samples that may be held for windows that look back: 450 MB. */
const SAMPLES_HELD = 50_000_000;

/** How much of history is computed at once, so that memory stays bounded. */
export class Slices {
  #ticks: number;

  /** @param few - the ticks are few, and asked for at once */
  constructor(few: boolean) {
    this.#ticks = few ? MOST_TICKS : FIRST_TICKS;
  }

  /** Length of the next slice. Seconds. */
  seconds(streams: StreamSet): number {
    return this.#ticks * streams.shortestStep;
  }

  /** Takes notice of how many series there are. */
  learn(streams: StreamSet): void {
    const fitting = Math.floor(
      SAMPLES_AT_ONCE / Math.max(1, streams.seriesCount),
    );
    this.#ticks = Math.min(MOST_TICKS, Math.max(FEWEST_TICKS, fitting));
  }

  /** Whether windows look back at more than memory can hold. */
  isTooMuch(streams: StreamSet): boolean {
    return streams.samplesOnceFull(this.#ticks) > SAMPLES_HELD;
  }
}

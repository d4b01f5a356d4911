import { type HistoryClient, RememberedHistory } from '../prometheus';

/** History of one SLO as it was at one instant. */
export interface History {
  client: RememberedHistory;
  /** End of the examined range, unix seconds. */
  now: number;
}

const MOST = 6;
const FRESH_MS = 15 * 60_000;
/** Other numbers let alerts wait longer, by an hour at most, so they look further back. Seconds. */
const MARGIN = 2 * 3600;

/**
 * Histories that people are trying things out with. Each is kept for a quarter of
 * an hour, and no more of them than memory is meant for: who comes back later
 * asks Prometheus once more.
 */
export class Histories {
  readonly #kept = new Map<string, History & { until: number }>();
  readonly #now: () => Date;

  constructor(options: { now: () => Date }) {
    this.#now = options.now;
  }

  /** @param key - what the history is of: SLO, its queries, the instance */
  of(key: string, client: HistoryClient): History {
    const time = this.#now().getTime();
    for (const [other, { until }] of this.#kept) {
      if (until <= time) this.#kept.delete(other);
    }
    const found = this.#kept.get(key) ?? {
      client: new RememberedHistory(client, { margin: MARGIN }),
      now: time / 1000,
      until: time + FRESH_MS,
    };
    // The one that was used last is the last one to go.
    this.#kept.delete(key);
    this.#kept.set(key, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST) this.#kept.delete(oldest);
    return found;
  }
}

import { InputError } from '@backstage/errors';
import { joinChunks } from './chunks';
import type { ServerFacts } from './serverFacts';
import type { PrometheusClient, RangeRequest, RangeSeries } from './types';

/** What looking back needs of a Prometheus. */
export type HistoryClient = Pick<
  PrometheusClient,
  'name' | 'facts' | 'queryRange'
>;

/** One query on one grid, answered without a gap from `from` to `to`. Unix seconds. */
interface Remembered {
  from: number;
  to: number;
  series: RangeSeries[];
  /** What Prometheus warned of. */
  warnings: Set<string>;
}

/** Samples over all answers: 64 MB. */
const MOST_SAMPLES = 4_000_000;

/**
 * Asks a Prometheus for each stretch of history once: what has been answered is
 * answered from memory, whatever part of it is wanted. Failed questions are asked
 * again.
 */
export class RememberedHistory implements HistoryClient {
  readonly name: string;
  readonly #client: HistoryClient;
  readonly #mostSamples: number;
  readonly #margin: number;
  readonly #answers = new Map<string, Remembered>();
  /** One after the other for each query: two at once would both ask. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #facts: ServerFacts | undefined;
  #asked = 0;

  /** @param options - `margin`: how much further back is asked than is wanted, seconds */
  constructor(
    client: HistoryClient,
    options: { mostSamples?: number; margin?: number } = {},
  ) {
    this.#client = client;
    this.name = client.name;
    this.#mostSamples = options.mostSamples ?? MOST_SAMPLES;
    this.#margin = options.margin ?? 0;
  }

  /** Range queries that went to Prometheus so far. */
  get asked(): number {
    return this.#asked;
  }

  async facts(signal?: AbortSignal): Promise<ServerFacts> {
    if (this.#facts) return this.#facts;
    const facts = await this.#client.facts(signal);
    // Nothing was answered: that is no fact about it.
    if (Object.keys(facts).length > 0) this.#facts = facts;
    return facts;
  }

  async queryRange(expr: string, range: RangeRequest): Promise<RangeSeries[]> {
    const { start, step } = range;
    const key = `${step} ${phaseOf(start, step)} ${expr}`;
    const before = this.#turns.get(key) ?? Promise.resolve();
    const turn = before
      .catch(() => {})
      .then(() => this.#answer(key, expr, range));
    this.#turns.set(key, turn);
    return turn;
  }

  async #answer(
    key: string,
    expr: string,
    { start, end, step, signal, onWarning }: RangeRequest,
  ): Promise<RangeSeries[]> {
    const known = this.#answers.get(key);
    const parts: RangeSeries[][] = known ? [known.series] : [];
    const warnings = new Set(known?.warnings);
    const ask = async (from: number, to: number) => {
      this.#asked += 1;
      return this.#client.queryRange(expr, {
        start: from,
        end: to,
        step,
        signal,
        onWarning: warning => warnings.add(warning),
      });
    };
    const early = start - Math.floor(this.#margin / step) * step;
    if (!known) parts.push(await ask(early, end));
    if (known && start < known.from) {
      parts.unshift(await ask(early, known.from - step));
    }
    if (known && end > known.to) parts.push(await ask(known.to + step, end));
    if (!known || parts.length > 1) {
      const all = {
        from: known && start >= known.from ? known.from : early,
        to: Math.max(end, known?.to ?? end),
        series: joinChunks(parts),
        warnings,
      };
      this.#answers.set(key, all);
      this.#refuseTooMuch();
    }
    if (onWarning) warnings.forEach(onWarning);
    return cut(this.#answers.get(key)!.series, start, end);
  }

  #refuseTooMuch(): void {
    let samples = 0;
    for (const { series } of this.#answers.values()) {
      for (const { times } of series) samples += times.length;
    }
    if (samples > this.#mostSamples) {
      this.#answers.clear();
      throw new InputError(
        `This SLO has more history than can be held for trying things out (${samples} samples). Aggregate its queries to fewer series.`,
      );
    }
  }
}

/** Place of the ticks in their interval, to the millisecond. */
function phaseOf(start: number, step: number): number {
  return Math.round((start % step) * 1000) / 1000;
}

function cut(series: RangeSeries[], start: number, end: number): RangeSeries[] {
  return series.flatMap(({ metric, times, values }) => {
    const from = firstAtOrAfter(times, start);
    const to = firstAtOrAfter(times, end + 0.0005);
    return from < to
      ? [
          {
            metric,
            times: times.subarray(from, to),
            values: values.subarray(from, to),
          },
        ]
      : [];
  });
}

function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { LabelAnswer, PrometheusClient } from '../../prometheus';

/** How far back names and values are looked for. */
export const LOOKBACK_SECONDS = 24 * 3600;

const MAX_NAMES = 200_000;
const MAX_VALUES = 1000;

/** Prometheus could not say whether something is missing. */
export class UndecidedError extends Error {}

/** Asks each question once in a generation, however many SLOs have it. */
export class Lookups {
  readonly #client: PrometheusClient;
  readonly #now: number;
  readonly #signal: AbortSignal;
  readonly #asked = new Map<string, Promise<unknown>>();

  /** @param now - Unix seconds */
  constructor(client: PrometheusClient, now: number, signal: AbortSignal) {
    this.#client = client;
    this.#now = now;
    this.#signal = signal;
  }

  /** Name of the instance, for people. */
  get instance(): string {
    return this.#client.name;
  }

  /** How many different series are selected at this moment. */
  async count(selector: string): Promise<number> {
    return this.#once(`count ${selector}`, async () => {
      const [sample] = await this.#client.query(`count(${selector})`, {
        time: this.#now,
        signal: this.#signal,
      });
      return sample?.value ?? 0;
    });
  }

  /** Whether anything was selected within the last day. */
  async everMatched(selector: string): Promise<boolean> {
    // Metric names are few, however many series there are.
    const names = await this.#labelValues('__name__', selector, 1);
    return names.values.length > 0 || mustBeAll(names).length > 0;
  }

  /** All metric names; only of use for a suggestion. */
  async metricNames(): Promise<string[]> {
    return (await this.#labelValues('__name__', undefined, MAX_NAMES)).values;
  }

  async labelNames(selector: string): Promise<string[]> {
    const answer = await this.#once(`labels ${selector}`, () =>
      this.#client.labelNames(this.#request(selector, MAX_VALUES)),
    );
    return mustBeAll(answer);
  }

  /** Values of a label; not all of them where there are very many. */
  async labelValues(label: string, selector: string): Promise<LabelAnswer> {
    return this.#labelValues(label, selector, MAX_VALUES);
  }

  #labelValues(label: string, selector: string | undefined, limit: number) {
    return this.#once(`values ${label} ${limit} ${selector}`, () =>
      this.#client.labelValues(label, this.#request(selector, limit)),
    );
  }

  #request(match: string | undefined, limit: number) {
    return {
      ...(match === undefined ? {} : { match }),
      start: this.#now - LOOKBACK_SECONDS,
      end: this.#now,
      limit,
      signal: this.#signal,
    };
  }

  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#asked.get(key) as Promise<T> | undefined;
    if (known) return known;
    const answer = ask();
    this.#asked.set(key, answer);
    return answer;
  }
}

/** The names, where nothing else can be among them. */
function mustBeAll({ values, complete }: LabelAnswer): string[] {
  if (!complete) {
    throw new UndecidedError(
      'Prometheus answered only in part, so what is missing there may exist.',
    );
  }
  return values;
}

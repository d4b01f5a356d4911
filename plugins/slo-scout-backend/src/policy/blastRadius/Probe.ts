import { messageOf } from '../../errors';
import type {
  InstantSample,
  MeasuredQuery,
  PrometheusClient,
} from '../../prometheus/types';

/** What a measurement could not be made for; its message says why. */
export class Unmeasured extends Error {}

/**
 * Asks Prometheus on behalf of one measurement: each question once, and none after
 * the deadline. Throws `Unmeasured`.
 */
export class Probe {
  readonly #client: PrometheusClient | undefined;
  readonly #deadlineMs: number;
  readonly #signal: AbortSignal;
  readonly #asked = new Map<string, Promise<MeasuredQuery>>();

  constructor(client: PrometheusClient | undefined, deadlineMs: number) {
    this.#client = client;
    this.#deadlineMs = deadlineMs;
    this.#signal = AbortSignal.timeout(deadlineMs);
  }

  /** Where there is nobody to ask, nothing needs to be prepared. */
  requireClient(): PrometheusClient {
    if (!this.#client) {
      throw new Unmeasured('no Prometheus is configured for this environment');
    }
    return this.#client;
  }

  async query(expr: string): Promise<InstantSample[]> {
    return (await this.measure(expr)).samples;
  }

  /** The one value of a query; undefined where it has none, or no finite one. */
  async scalar(expr: string): Promise<number | undefined> {
    const value = (await this.query(expr)).at(0)?.value;
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  }

  measure(expr: string): Promise<MeasuredQuery> {
    const known = this.#asked.get(expr);
    if (known) return known;
    const answer = this.#ask(expr);
    this.#asked.set(expr, answer);
    return answer;
  }

  async #ask(expr: string): Promise<MeasuredQuery> {
    const client = this.requireClient();
    try {
      return await client.measure(expr, this.#signal);
    } catch (error) {
      throw new Unmeasured(
        this.#signal.aborted
          ? `Prometheus “${client.name}” did not answer within ${
              this.#deadlineMs / 1000
            } s`
          : messageOf(error),
      );
    }
  }
}

/**
 * Ticks at which an expression cannot be evaluated. Prometheus fails such an
 * evaluation as a whole: alerts keep their state, nothing is recorded, and the
 * next tick starts afresh. So an error of one tick must not end a replay.
 */
export class TickFailures {
  readonly #ticks: number;
  #mask: Uint8Array | undefined;
  #message: string | undefined;

  constructor(ticks: number) {
    this.#ticks = ticks;
  }

  /** Undefined while nothing has failed. */
  get mask(): Uint8Array | undefined {
    return this.#mask;
  }

  /** Words of the first failure. */
  get message(): string | undefined {
    return this.#message;
  }

  add(tick: number, message: string): void {
    this.#mask ??= new Uint8Array(this.#ticks);
    this.#mask[tick] = 1;
    this.#message ??= message;
  }

  has(tick: number): boolean {
    return this.#mask !== undefined && this.#mask[tick] === 1;
  }
}

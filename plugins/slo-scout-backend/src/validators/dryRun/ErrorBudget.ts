/** A breach goes on over a pause as long as this. Seconds. */
const PAUSE = 15 * 60;

/**
 * What an SLO's error budget did. The budget of a period is the share of its
 * events that may be bad; where history is shorter than the period, the events
 * there were stand for those of the whole period. Pure; times are unix seconds.
 */
export class ErrorBudget {
  readonly #start: number;
  readonly #cellSeconds: number;
  readonly #bad: Float64Array;
  readonly #total: Float64Array;
  /** Sums of the cells before each. */
  readonly #badBefore: Float64Array;
  readonly #totalBefore: Float64Array;
  readonly #allowed: number;
  readonly #periodSeconds: number;
  /** First cell with events. */
  readonly #firstCell: number;

  constructor(options: {
    start: number;
    cellSeconds: number;
    /** Events of each cell, in one unit. */
    bad: Float64Array;
    total: Float64Array;
    /** Share of the events that may be bad. */
    allowed: number;
    periodSeconds: number;
  }) {
    this.#start = options.start;
    this.#cellSeconds = options.cellSeconds;
    this.#bad = options.bad;
    this.#total = options.total;
    this.#badBefore = sumsBefore(options.bad);
    this.#totalBefore = sumsBefore(options.total);
    this.#allowed = options.allowed;
    this.#periodSeconds = options.periodSeconds;
    this.#firstCell = options.total.findIndex(value => value > 0);
  }

  /** Events between two instants, in the unit of the cells. */
  eventsBetween(from: number, to: number): { bad: number; total: number } {
    return {
      bad: this.#sum(this.#badBefore, from, to),
      total: this.#sum(this.#totalBefore, from, to),
    };
  }

  /** Share of good events between two instants; undefined where there were none. */
  goodShare(from: number, to: number): number | undefined {
    const { bad, total } = this.eventsBetween(from, to);
    return total > 0 ? 1 - bad / total : undefined;
  }

  /** Share of the period's budget that was burnt between two instants. */
  burnt(from: number, to: number): number | undefined {
    const budget = this.#budgetAt(to);
    return budget === undefined
      ? undefined
      : this.#sum(this.#badBefore, from, to) / budget;
  }

  /** Share of the budget that is left of the period that ends now. */
  leftAt(time: number): number | undefined {
    const burnt = this.burnt(time - this.#periodSeconds, time);
    return burnt === undefined ? undefined : 1 - burnt;
  }

  /**
   * When the breach began that was going on at an instant, or had last been: a
   * larger share of bad events than allowed. Undefined where there was none since
   * `notBefore`.
   */
  breachBefore(time: number, notBefore: number): number | undefined {
    const least = Math.max(0, this.#cellAt(notBefore));
    const pause = Math.max(1, Math.round(PAUSE / this.#cellSeconds));
    let cell = Math.min(this.#bad.length - 1, this.#cellAt(time));
    while (cell >= least && !this.#breaches(cell)) cell--;
    if (cell < least) return undefined;
    let began = cell;
    for (let k = cell; k >= least && began - k <= pause; k--) {
      if (this.#breaches(k)) began = k;
    }
    return this.#start + began * this.#cellSeconds;
  }

  #breaches(cell: number): boolean {
    return this.#bad[cell] > this.#allowed * this.#total[cell];
  }

  /** Events that may be bad in the period that ends at an instant. */
  #budgetAt(time: number): number | undefined {
    const begin = time - this.#periodSeconds;
    const events = this.#sum(this.#totalBefore, begin, time);
    if (this.#firstCell < 0 || !(events > 0)) return undefined;
    const known = time - Math.max(begin, this.#timeOf(this.#firstCell));
    return (this.#allowed * events * this.#periodSeconds) / known;
  }

  #sum(before: Float64Array, from: number, to: number): number {
    return at(before, this.#position(to)) - at(before, this.#position(from));
  }

  #position(time: number): number {
    return (time - this.#start) / this.#cellSeconds;
  }

  #cellAt(time: number): number {
    return Math.floor(this.#position(time));
  }

  #timeOf(cell: number): number {
    return this.#start + cell * this.#cellSeconds;
  }
}

function sumsBefore(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return sums;
}

/** A sum at a place inside a cell: the part of the cell's events that came before. */
function at(sums: Float64Array, position: number): number {
  const place = Math.min(sums.length - 1, Math.max(0, position));
  const cell = Math.floor(place);
  const next = Math.min(sums.length - 1, cell + 1);
  return sums[cell] + (sums[next] - sums[cell]) * (place - cell);
}

const DECIMAL = /^([-+]?)(\d+)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/;

/**
 * Exact decimals: `coefficient / 10^scale`. Thresholds are computed with these,
 * because in binary 14.4 * (1 - 0.999) is 0.014400000000000013.
 */
export class Decimal {
  readonly #coefficient: bigint;
  readonly #scale: number;

  private constructor(coefficient: bigint, scale: number) {
    let c = coefficient;
    let s = scale;
    while (s > 0 && c % 10n === 0n) {
      c /= 10n;
      s -= 1;
    }
    this.#coefficient = c;
    this.#scale = s;
  }

  /** The decimal that people wrote: 0.1 is one tenth, not its nearest double. */
  static of(value: number | string): Decimal {
    const text = String(value);
    const match = DECIMAL.exec(text);
    if (!match) throw new TypeError(`${text} is not a decimal`);
    const [, sign, whole, fraction = '', exponent = '0'] = match;
    const coefficient = BigInt(`${sign}${whole}${fraction}`);
    const scale = fraction.length - Number(exponent);
    return scale >= 0
      ? new Decimal(coefficient, scale)
      : new Decimal(coefficient * 10n ** BigInt(-scale), 0);
  }

  minus(other: Decimal): Decimal {
    const scale = Math.max(this.#scale, other.#scale);
    return new Decimal(this.#at(scale) - other.#at(scale), scale);
  }

  times(other: Decimal): Decimal {
    return new Decimal(
      this.#coefficient * other.#coefficient,
      this.#scale + other.#scale,
    );
  }

  /** Quotient, rounded half up to `places` after the point where it does not end before. */
  dividedBy(other: Decimal, places = 12): Decimal {
    const numerator = this.#coefficient * 10n ** BigInt(places + other.#scale);
    const denominator = other.#coefficient * 10n ** BigInt(this.#scale);
    const doubled = (2n * numerator) / denominator;
    return new Decimal((doubled + (doubled < 0n ? -1n : 1n)) / 2n, places);
  }

  /** -1, 0 or 1. */
  compare(other: Decimal): number {
    const scale = Math.max(this.#scale, other.#scale);
    const difference = this.#at(scale) - other.#at(scale);
    if (difference === 0n) return 0;
    return difference < 0n ? -1 : 1;
  }

  /** Smallest integer that is not below. */
  ceil(): number {
    const unit = 10n ** BigInt(this.#scale);
    const quotient = this.#coefficient / unit;
    const exact = this.#coefficient % unit === 0n || this.#coefficient < 0n;
    return Number(exact ? quotient : quotient + 1n);
  }

  toNumber(): number {
    return Number(this.toString());
  }

  /** Plain digits, never an exponent. */
  toString(): string {
    const negative = this.#coefficient < 0n;
    const digits = String(negative ? -this.#coefficient : this.#coefficient);
    const padded = digits.padStart(this.#scale + 1, '0');
    const whole = padded.slice(0, padded.length - this.#scale);
    const fraction = padded.slice(padded.length - this.#scale);
    return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
  }

  #at(scale: number): bigint {
    return this.#coefficient * 10n ** BigInt(scale - this.#scale);
  }
}

/** A number for PromQL: plain digits, as it was written. */
export function printNumber(value: number | Decimal): string {
  if (value instanceof Decimal) return value.toString();
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Decimal.of(value).toString();
}

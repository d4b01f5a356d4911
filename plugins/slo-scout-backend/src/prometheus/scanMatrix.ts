import type { RangeSeries } from './types';

const HEAD = '{"status":"success","data":{"resultType":"matrix","result":[';

/** What a range query's answer holds. */
export interface ScannedMatrix {
  series: RangeSeries[];
  /** The answer without the series. */
  rest: Record<string, unknown>;
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const ZERO = 48;
const DOT = 46;

class Scanner {
  readonly #text: string;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  skip(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  series(): RangeSeries | undefined {
    if (!this.skip('{"metric":')) return undefined;
    const from = this.at;
    if (!this.#skipObject()) return undefined;
    const metric = labelsOf(this.#text.slice(from, this.at));
    if (!metric || !this.skip(',"values":[')) return undefined;
    const points = this.#points();
    return points && this.skip('}') ? { metric, ...points } : undefined;
  }

  /** Over an object of strings. */
  #skipObject(): boolean {
    const text = this.#text;
    if (text.charCodeAt(this.at) !== OPEN) return false;
    let quoted = false;
    for (let i = this.at + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (quoted && code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = !quoted;
      else if (!quoted && code === OPEN) return false;
      else if (!quoted && code === CLOSE) {
        this.at = i + 1;
        return true;
      }
    }
    return false;
  }

  #points(): Pick<RangeSeries, 'times' | 'values'> | undefined {
    let times = new Float64Array(1024);
    let values = new Float64Array(1024);
    let count = 0;
    while (!this.skip(']')) {
      if (count > 0 && !this.skip(',')) return undefined;
      if (count === times.length) {
        times = doubled(times);
        values = doubled(values);
      }
      if (!this.skip('[')) return undefined;
      const time = this.#time();
      if (time === undefined || !this.skip(',"')) return undefined;
      const end = this.#text.indexOf('"', this.at);
      const value =
        end < 0 ? undefined : numberOf(this.#text.slice(this.at, end));
      if (value === undefined) return undefined;
      times[count] = time;
      values[count] = value;
      this.at = end + 1;
      if (!this.skip(']')) return undefined;
      count += 1;
    }
    return { times: times.slice(0, count), values: values.slice(0, count) };
  }

  /** Seconds with up to three decimals. */
  #time(): number | undefined {
    const text = this.#text;
    const from = this.at;
    let whole = 0;
    let decimals = -1;
    for (; ; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === DOT && decimals < 0) decimals = 0;
      else if (code >= ZERO && code <= ZERO + 9) {
        whole = whole * 10 + (code - ZERO);
        if (decimals >= 0) decimals += 1;
      } else break;
    }
    if (this.at === from || decimals === 0 || decimals > 3) return undefined;
    return decimals > 0 ? whole / 10 ** decimals : whole;
  }
}

function labelsOf(text: string): Record<string, string> | undefined {
  try {
    const labels: Record<string, unknown> = JSON.parse(text);
    const all = Object.entries(labels);
    if (!all.every(([, value]) => typeof value === 'string')) return undefined;
    return Object.fromEntries(all.map(([name, value]) => [name, `${value}`]));
  } catch {
    return undefined;
  }
}

function doubled(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** A sample's value as Prometheus writes it; undefined for other text. */
export function numberOf(text: string): number | undefined {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  const value = Number(text);
  const other = text === '' || (Number.isNaN(value) && text !== 'NaN');
  return other ? undefined : value;
}

/**
 * Reads the answer of a range query as Prometheus writes it, without making a
 * string and two arrays of every sample: a month at 30 s has 86,400 in each
 * series, and this is what a dry run does most. Undefined for anything that is
 * written otherwise; `readMatrix` then says what it is.
 */
export function scanMatrix(text: string): ScannedMatrix | undefined {
  if (!text.startsWith(HEAD)) return undefined;
  const scanner = new Scanner(text, HEAD.length);
  const series: RangeSeries[] = [];
  while (!scanner.skip(']')) {
    if (series.length > 0 && !scanner.skip(',')) return undefined;
    const one = scanner.series();
    if (!one) return undefined;
    series.push(one);
  }
  // What follows has to close what was opened, whatever else it says.
  const rest = parseJson(`${HEAD}]${text.slice(scanner.at)}`);
  return rest && { series, rest };
}

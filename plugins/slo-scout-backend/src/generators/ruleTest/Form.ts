import type { Matcher } from '../../promql';

/** One metric under matchers: what a series must be to be counted. */
export interface Picked {
  metric: string;
  matchers: Matcher[];
}

/**
 * What a term is made of.
 *
 * - `rate`, `increase`: events of a counter, per second or per window
 * - `level`: the value of a gauge
 * - `samples`: values summed, or counted, over the samples of a window
 */
export type TermUnit = 'rate' | 'increase' | 'level' | 'samples';

/** A multiple of what the series of one selector say. */
export interface Term {
  picked: Picked;
  coefficient: number;
  unit: TermUnit;
  /** Counts the series (or their samples), whatever their value. */
  presence?: boolean;
  /** Right for one series only: a mean, a maximum. */
  alone?: boolean;
  /** Does not follow the mean of a window: a maximum over time, or no range at all. */
  edge?: boolean;
  /** Length of the range in milliseconds; 0 without one. */
  range: number;
}

export interface Affine {
  constant: number;
  terms: Term[];
}

/** A quotient of sums: what an expression says in terms of its series. */
export interface Form {
  numerator: Affine;
  denominator: Affine;
  /** A number; one series whatever is selected; or as many as are selected. */
  series: 'scalar' | 'one' | 'many';
  /** Labels that many series have no longer (`without`). */
  dropped?: string[];
}

export const ONE: Affine = { constant: 1, terms: [] };

export function scalar(value: number): Form {
  return {
    numerator: { constant: value, terms: [] },
    denominator: ONE,
    series: 'scalar',
  };
}

/** The number that it is, where it is one. */
export function numberOf({ constant, terms }: Affine): number | undefined {
  return terms.length === 0 ? constant : undefined;
}

export function scaled(sum: Affine, by: number): Affine {
  return {
    constant: sum.constant * by,
    terms: sum.terms.map(term => ({
      ...term,
      coefficient: term.coefficient * by,
    })),
  };
}

export function added(left: Affine, right: Affine): Affine {
  return {
    constant: left.constant + right.constant,
    terms: [...left.terms, ...right.terms],
  };
}

export function sameSum(left: Affine, right: Affine): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Every term of a form. */
export function termsOf({ numerator, denominator }: Form): Term[] {
  return [...numerator.terms, ...denominator.terms];
}

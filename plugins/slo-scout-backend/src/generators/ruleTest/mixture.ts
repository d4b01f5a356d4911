import { Affine, Form, Picked, Term, termsOf } from './Form';
import { NotReadable } from './NotReadable';
import {
  Labels,
  labelValues,
  product,
  SeriesClass,
  seriesClasses,
} from './seriesClasses';

/** One invented series, and how its value follows the share of bad events. */
export interface MixedSeries {
  metric: string;
  labels: Labels;
  /** Events per event in all (a counter), or the value (a gauge), where nothing is bad. */
  whenGood: number;
  /** The same where everything is bad. In between it is in between. */
  whenBad: number;
}

/** Series that together give any wanted share of bad events. */
export interface Mixture {
  kind: 'counter' | 'gauge';
  series: MixedSeries[];
  /** The label values that stand in the result, where the queries group by labels. */
  groups: Labels;
  /** Length of every range in milliseconds, 0 where a query has none. */
  ranges: number[];
  /** Whether it follows the mean over a window, however long. */
  followsMean: boolean;
  /** Whether the values are what they are, and not multiples of a number of events. */
  absolute: boolean;
}

/** What is counted, of what, and whether that is the bad part. */
export interface Quota {
  counted: Affine;
  total: Affine;
  isBad: boolean;
}

const MAX_SELECTORS = 6;
const MAX_GROUPS = 50;

/**
 * Finds the fewest series that give every share from 0 to 1. Throws `NotReadable`.
 *
 * @param groupedBy - labels that every aggregation keeps: all series have the same values
 */
export function mixtureOf(quota: Quota, groupedBy: string[]): Mixture {
  const terms = [...quota.total.terms, ...quota.counted.terms];
  const kind = kindOf(quota, terms);
  const matchers = terms.flatMap(({ picked }) => picked.matchers);
  const options = groupedBy.map(label => {
    const named = matchers.filter(matcher => matcher.label === label);
    const values = named.length > 0 ? labelValues(label, named) : ['one'];
    return values.map(value => [label, value] as const);
  });
  let tried = 0;
  for (const chosen of product(options)) {
    if (++tried > MAX_GROUPS) break;
    const groups = Object.fromEntries(chosen);
    const series = solve(quota, terms, groups);
    if (series) {
      return {
        kind,
        series,
        groups,
        ranges: [...new Set(terms.map(({ range }) => range))],
        followsMean: terms.every(({ edge }) => !edge),
        absolute: isAbsolute(quota),
      };
    }
  }
  throw new NotReadable('no series were found that give it a wanted share');
}

/** The ratio of two forms without a fraction of their own. */
export function quotaOf(counted: Form, total: Form, isBad: boolean): Quota {
  return { counted: whole(counted), total: whole(total), isBad };
}

function whole({ numerator, denominator }: Form): Affine {
  const { constant, terms } = denominator;
  if (terms.length > 0 || constant !== 1) {
    throw new NotReadable('one of the counts is a quotient itself');
  }
  return numerator;
}

function kindOf({ counted, total }: Quota, terms: Term[]): Mixture['kind'] {
  const units = new Set(terms.map(({ unit }) => unit));
  if (units.size !== 1) {
    throw new NotReadable('it counts in several units');
  }
  const kind = units.has('rate') || units.has('increase') ? 'counter' : 'gauge';
  // A number has no unit of its own: beside events per second it means nothing.
  const numbers = [counted, total].filter(({ constant }) => constant !== 0);
  const only = total.terms.length === 0 ? [total] : [];
  if (!units.has('level') && numbers.some(sum => !only.includes(sum))) {
    throw new NotReadable('it adds a number to a count');
  }
  return kind;
}

/** A total that no series changes: a number, or the number of series or samples. */
function isAbsolute({ total }: Quota): boolean {
  return total.terms.every(({ presence }) => presence);
}

interface Candidate extends SeriesClass {
  metric: string;
  /** What one unit of this series adds to what is counted, and to the total. */
  counted: number;
  total: number;
}

function solve(
  quota: Quota,
  terms: Term[],
  groups: Labels,
): MixedSeries[] | undefined {
  const picked = distinct(terms.map(term => term.picked));
  const candidates = candidatesOf(quota, picked, groups);
  let best: { series: MixedSeries[]; score: number } | undefined;
  for (const chosen of choices(candidates)) {
    const world = completed(chosen, candidates, terms, picked);
    const series = world && mixed(quota, chosen, world, picked);
    if (!series) continue;
    const score = scoreOf(series);
    if (!best || score > best.score) best = { series, score };
  }
  return best?.series;
}

/** Purely good and purely bad series explain themselves; so do few. */
function scoreOf(series: MixedSeries[]): number {
  const plain = series.flatMap(s => [s.whenGood, s.whenBad]);
  return plain.filter(value => value === 0).length - 3 * series.length;
}

function distinct(all: Picked[]): Picked[] {
  return all.filter(
    (one, index) => all.findIndex(other => same(one, other)) === index,
  );
}

function same(one: Picked, other: Picked): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function candidatesOf(
  quota: Quota,
  picked: Picked[],
  groups: Labels,
): Candidate[] {
  const metrics = [...new Set(picked.map(({ metric }) => metric))];
  return metrics.flatMap(metric => {
    const own = picked.flatMap((p, index) =>
      p.metric === metric ? [index] : [],
    );
    if (own.length > MAX_SELECTORS) {
      throw new NotReadable(`it selects ${metric} in too many ways`);
    }
    const classes = seriesClasses(
      own.map(index => picked[index].matchers),
      groups,
    );
    return classes.map(({ labels, matched }) => {
      const all = new Set([...matched].map(index => own[index]));
      const weight = (sum: Affine) =>
        sumOf(
          sum.terms
            .filter(term => !term.presence && matches(term, all, picked))
            .map(({ coefficient }) => coefficient),
        );
      return {
        metric,
        labels,
        matched: all,
        counted: weight(quota.counted),
        total: weight(quota.total),
      };
    });
  });
}

function matches(
  { picked: wanted }: Term,
  matched: ReadonlySet<number>,
  picked: Picked[],
): boolean {
  return matched.has(picked.findIndex(one => same(one, wanted)));
}

/** One or two series that say something. */
function choices(candidates: Candidate[]): Candidate[][] {
  const telling = candidates.filter(c => c.counted !== 0 || c.total !== 0);
  const pairs = telling.flatMap((one, index) =>
    telling.slice(index + 1).map(other => [one, other]),
  );
  return [...telling.map(one => [one]), ...pairs];
}

/**
 * The chosen series, and silent ones for selectors that would find nothing:
 * the sum of something and nothing is nothing in PromQL.
 */
function completed(
  chosen: Candidate[],
  candidates: Candidate[],
  terms: Term[],
  picked: Picked[],
): Candidate[] | undefined {
  const world = [...chosen];
  for (const [index] of picked.entries()) {
    if (world.some(({ matched }) => matched.has(index))) continue;
    const silent = candidates.find(
      ({ matched }) =>
        matched.has(index) &&
        terms.every(t => !t.presence || !matches(t, matched, picked)),
    );
    if (!silent) return undefined;
    world.push(silent);
  }
  const crowded = terms.some(
    term =>
      term.alone &&
      world.filter(({ matched }) => matches(term, matched, picked)).length > 1,
  );
  return crowded ? undefined : world;
}

function mixed(
  quota: Quota,
  chosen: Candidate[],
  world: Candidate[],
  picked: Picked[],
): MixedSeries[] | undefined {
  const constant = (sum: Affine) =>
    sum.constant +
    sumOf(
      sum.terms
        .filter(term => term.presence)
        .map(
          term =>
            term.coefficient *
            world.filter(({ matched }) => matches(term, matched, picked))
              .length,
        ),
    );
  const known = {
    counted: constant(quota.counted),
    total: constant(quota.total),
  };
  const at = (share: number) =>
    weights(chosen, known, {
      share: quota.isBad ? share : 1 - share,
      absolute: isAbsolute(quota),
    });
  const [good, bad] = [at(0), at(1)];
  if (!good || !bad) return undefined;
  return world.map(({ metric, labels }, index) => ({
    metric,
    labels,
    whenGood: good[index] ?? 0,
    whenBad: bad[index] ?? 0,
  }));
}

/** How much of each chosen series makes this share of what is counted; all at least 0. */
function weights(
  chosen: Candidate[],
  known: { counted: number; total: number },
  { share, absolute }: { share: number; absolute: boolean },
): number[] | undefined {
  const [one, other] = chosen;
  // Where the total has no value of its own, everything is a share of one event.
  if (absolute ? known.total <= 0 : known.total !== 0) return undefined;
  const total = absolute ? known.total : 1;
  const counted = share * total - known.counted;
  let found: number[];
  if (!other) {
    if (!absolute) return undefined;
    found = [counted / one.counted];
  } else {
    const determinant = one.counted * other.total - other.counted * one.total;
    if (determinant === 0) return undefined;
    found = [
      (counted * other.total - other.counted * total) / determinant,
      (one.counted * total - counted * one.total) / determinant,
    ];
  }
  const rounded = found.map(value =>
    Math.abs(value) < 1e-12 ? 0 : Number(value.toPrecision(12)),
  );
  return rounded.every(value => value >= 0 && Number.isFinite(value))
    ? rounded
    : undefined;
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The ratio that one query is by itself. Throws `NotReadable` where it is none. */
export function ownQuota(form: Form, isBad: boolean): Quota {
  if (termsOf(form).length === 0) throw new NotReadable('it is a number');
  return { counted: form.numerator, total: form.denominator, isBad };
}

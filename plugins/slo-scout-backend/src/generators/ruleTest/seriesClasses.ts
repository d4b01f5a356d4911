import type { Matcher } from '../../promql';
import { NotReadable } from './NotReadable';
import { Pattern } from './Pattern';

/** Labels of one invented series. */
export type Labels = Record<string, string>;

/** A kind of series: those that are selected by exactly these selectors. */
export interface SeriesClass {
  labels: Labels;
  /** Indices of the selectors that match. */
  matched: ReadonlySet<number>;
}

const MAX_PATTERNS = 5;
const MAX_COMBINATIONS = 5000;

/**
 * Label sets for every combination of selectors of one metric that a series
 * can match without matching the others. Throws `NotReadable`.
 *
 * @param fixed - labels that every series has
 */
export function seriesClasses(
  selectors: Matcher[][],
  fixed: Labels,
): SeriesClass[] {
  const all = selectors.flat();
  const names = [...new Set(all.map(({ label }) => label))].sort();
  const options = names.map(label => ({
    label,
    values: valuesOf(
      label,
      all.filter(matcher => matcher.label === label),
      fixed[label],
    ),
  }));
  const combinations = options.reduce((n, { values }) => n * values.length, 1);
  if (combinations > MAX_COMBINATIONS) {
    throw new NotReadable('its selectors have too many labels to try');
  }
  const found = new Map<string, SeriesClass>();
  for (const values of product(options.map(({ values: v }) => v))) {
    const holds = new Set(values.flatMap(value => [...value.holds]));
    const matched = new Set(
      selectors.flatMap((matchers, index) =>
        matchers.every(matcher => holds.has(matcher)) ? [index] : [],
      ),
    );
    const key = [...matched].join();
    if (matched.size === 0 || found.has(key)) continue;
    const labels = { ...fixed };
    values.forEach(({ value }, index) => {
      if (value !== '') labels[names[index]] = value;
    });
    found.set(key, { labels, matched });
  }
  return [...found.values()];
}

/** Values of a label, none of them empty, that these matchers tell apart. */
export function labelValues(label: string, matchers: Matcher[]): string[] {
  return valuesOf(label, matchers, undefined)
    .map(({ value }) => value)
    .filter(value => value !== '');
}

/** Every choice of one of each. */
export function* product<T>(lists: T[][]): Generator<T[]> {
  const [first, ...others] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const one of first) {
    for (const rest of product(others)) yield [one, ...rest];
  }
}

interface LabelValue {
  value: string;
  /** The matchers that hold for it. */
  holds: ReadonlySet<Matcher>;
}

/** One value for each combination of matchers that can hold together, readable ones first. */
function valuesOf(
  label: string,
  matchers: Matcher[],
  fixed: string | undefined,
): LabelValue[] {
  const patterns = patternsOf(matchers);
  const found = new Map<string, LabelValue>();
  const candidates =
    fixed === undefined ? candidatesOf(label, matchers, patterns) : [fixed];
  for (const value of candidates) {
    const holds = matchers.filter(m => doesHold(m, value, patterns));
    const key = holds.map(matcher => matchers.indexOf(matcher)).join();
    if (!found.has(key)) found.set(key, { value, holds: new Set(holds) });
  }
  return [...found.values()];
}

function patternsOf(matchers: Matcher[]): Map<string, Pattern> {
  const sources = matchers
    .filter(({ op }) => op === '=~' || op === '!~')
    .map(({ value }) => value);
  return new Map(
    [...new Set(sources)].map(source => [source, patternOf(source)]),
  );
}

function patternOf(source: string): Pattern {
  try {
    return new Pattern(source);
  } catch {
    throw new NotReadable(
      `the pattern ${JSON.stringify(source.slice(0, 80))} is not understood`,
    );
  }
}

function doesHold(
  { op, value: wanted }: Matcher,
  value: string,
  patterns: Map<string, Pattern>,
): boolean {
  switch (op) {
    case '=':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '=~':
      return patterns.get(wanted)!.matches(value);
    default:
      return !patterns.get(wanted)!.matches(value);
  }
}

const STATUS = ['200', '404', '500'];
const OTHER = ['other', 'GET', '/'];

/** Values to try: those that are named, usual ones, words found for the patterns, and none. */
function candidatesOf(
  label: string,
  matchers: Matcher[],
  patterns: Map<string, Pattern>,
): string[] {
  const named = matchers
    .filter(({ op }) => op === '=' || op === '!=')
    .map(({ value }) => value)
    .filter(value => value !== '');
  const usual = /code|status/i.test(label) ? STATUS : OTHER;
  return [...named, ...usual, ...wordsOf([...patterns.values()], named), ''];
}

/** A word for every combination of patterns that match and do not. */
function wordsOf(patterns: Pattern[], named: string[]): string[] {
  if (patterns.length > MAX_PATTERNS) {
    throw new NotReadable('its selectors have too many patterns to try');
  }
  const sides = patterns.map(pattern => [
    { pattern, inside: true },
    { pattern, inside: false },
  ]);
  return [...product(sides)].flatMap(sided => {
    const side = (inside: boolean) =>
      sided.filter(s => s.inside === inside).map(s => s.pattern);
    const word = wordOf(side(true), side(false), named);
    return word === undefined ? [] : [word];
  });
}

function wordOf(
  inside: Pattern[],
  outside: Pattern[],
  named: string[],
): string | undefined {
  try {
    return Pattern.word(inside, outside, named);
  } catch {
    throw new NotReadable('its patterns are too large to try');
  }
}

import {
  fillWindow,
  groupings,
  parseDuration,
  PromqlSyntaxError,
  rateOf,
  withWindow,
} from '../../promql';
import type { PreparedSlo } from '../prepare';
import type { Form } from './Form';
import { Mixture, mixtureOf, ownQuota, Quota, quotaOf } from './mixture';
import { needsSeries } from './needsSeries';
import { NotReadable } from './NotReadable';
import {
  looksAtNativeHistogram,
  NATIVE,
  Quantile,
  readQuantile,
} from './quantile';
import { readForm } from './readForm';
import { Labels, labelValues, seriesClasses } from './seriesClasses';
import {
  counterValues,
  exact,
  InputSeries,
  mixtureSeries,
  Phase,
  printed,
  selectorOf,
  wholeEvents,
} from './series';

/** Invented series that give an indicator a wanted share of bad events, or a wanted value. */
export interface Feed {
  /** Length of every range in milliseconds; 0 where a query has none. */
  ranges: number[];
  /** Whether its value is a number of events, so that it can stand still. */
  counts: boolean;
  /** Events between two samples of which these shares are whole numbers. */
  wholeEvents(shares: number[], atLeast: number): number;
  series(
    phases: Phase[],
    options: { interval: number; perInterval: number },
  ): InputSeries[];
}

/** What is known of an SLO's queries. */
export interface Reading {
  /** Undefined where it is not known which series would do; `why` says why. */
  feed?: Feed;
  why?: string;
  /** Whether the feed gives its share over windows of any length. */
  overAnyWindow: boolean;
  /** Labels of the result beside those of the rules. */
  groups: Labels;
  /** Whether nothing is recorded where there are no series. */
  needsSeries: boolean;
}

/** Reads the queries of an SLO that parse. */
export function readSli(prepared: PreparedSlo, groupedBy: string[]): Reading {
  const here = `${prepared.names.window}`;
  // Where there is no total, nothing is recorded of the others.
  const needed = needsSeries(queriesOver(prepared, here)[0]);
  try {
    const { feed, result } = feedOver(prepared, here);
    const groups = kept(result, groupedBy);
    return {
      feed,
      overAnyWindow: followsWindows(prepared, feed),
      groups,
      needsSeries: needed,
    };
  } catch (error) {
    if (!(error instanceof NotReadable || error instanceof PromqlSyntaxError)) {
      throw error;
    }
    const native = queriesOver(prepared, here).some(looksAtNativeHistogram);
    return {
      why: native ? NATIVE : error.message,
      overAnyWindow: false,
      groups: Object.fromEntries(groupedBy.map(label => [label, 'one'])),
      needsSeries: needed,
    };
  }
}

/** The result's labels: all of a series that is taken as it is, else those that are grouped by. */
function kept({ groups, all }: Result, groupedBy: string[]): Labels {
  if (all) return all;
  const unknown = groupedBy.find(label => groups[label] === undefined);
  if (unknown !== undefined) {
    throw new NotReadable(`it is not known where the label ${unknown} is from`);
  }
  return Object.fromEntries(groupedBy.map(label => [label, groups[label]]));
}

interface Result {
  groups: Labels;
  /** Every label, where no aggregation takes any away. */
  all?: Labels;
}

/** What the rules ask for a window of this length, but for what they put around it. */
function queriesOver({ slo }: PreparedSlo, window: string): string[] {
  const { sli } = slo;
  switch (sli.kind) {
    case 'ratio':
      return [sli.total, sli.bad ?? sli.good!].map(metric =>
        rateOf(metric.query, { counter: metric.counter, window }),
      );
    case 'threshold':
      return [fillWindow(sli.query, window)];
    default:
      return [withWindow(sli.query, window)];
  }
}

function feedOver(
  prepared: PreparedSlo,
  window: string,
): { feed: Feed; mixture?: Mixture; result: Result } {
  const queries = queriesOver(prepared, window);
  const quantile =
    prepared.slo.sli.kind === 'threshold' && readQuantile(queries[0]);
  if (quantile) return quantileFeed(quantile);
  const labels = new Set(
    queries.flatMap(query => groupings(query).flatMap(by => by.labels)),
  );
  const forms = queries.map(readForm);
  const mixture = mixtureOf(quota(prepared, forms), [...labels].sort());
  return {
    feed: {
      ranges: mixture.ranges,
      counts: mixture.kind === 'counter' && !mixture.absolute,
      wholeEvents: (shares, atLeast) => wholeEvents(mixture, shares, atLeast),
      series: (phases, options) => mixtureSeries(mixture, phases, options),
    },
    mixture,
    result: {
      groups: mixture.groups,
      all: bareLabels(prepared, forms, mixture),
    },
  };
}

function quota({ slo: { sli } }: PreparedSlo, forms: Form[]): Quota {
  switch (sli.kind) {
    case 'ratio':
      return quotaOf(forms[1], forms[0], sli.bad !== undefined);
    case 'threshold':
      return ownQuota(forms[0], true);
    default:
      return ownQuota(forms[0], sli.of === 'failure');
  }
}

/** A ratio's series are summed; a query that stands alone may be one series as it is. */
function bareLabels(
  { slo }: PreparedSlo,
  [form]: Form[],
  mixture: Mixture,
): Labels | undefined {
  if (slo.sli.kind === 'ratio' || form.series !== 'many') return undefined;
  const { labels } = mixture.series[0];
  return Object.fromEntries(
    Object.entries(labels).filter(([label]) => !form.dropped?.includes(label)),
  );
}

/** Whether longer windows see the same series, all of them over the whole window. */
function followsWindows(prepared: PreparedSlo, feed: Feed): boolean {
  const other = '61m';
  const { mixture } = feedOver(prepared, other);
  return (
    mixture !== undefined &&
    mixture.followsMean &&
    mixture.ranges.every(range => range === parseDuration(other)) &&
    feed.ranges.every(range => range === parseDuration(prepared.names.window))
  );
}

/** All observations in the bucket whose quantile is the wanted value. */
function quantileFeed(quantile: Quantile): { feed: Feed; result: Result } {
  const { phi, scale, picked, range, groupedBy } = quantile;
  const groups = Object.fromEntries(
    groupedBy.map(label => {
      const named = picked.matchers.filter(m => m.label === label);
      const [value] = named.length > 0 ? labelValues(label, named) : ['one'];
      return [label, value];
    }),
  );
  const [found] = seriesClasses([picked.matchers], groups);
  if (!found) throw new NotReadable('no bucket is selected');
  const bucket = (le: string) =>
    selectorOf(picked.metric, { ...found.labels, le });
  return {
    feed: {
      ranges: [range],
      counts: true,
      wholeEvents: (_, atLeast) => Math.ceil(atLeast),
      series: (phases, { interval, perInterval }) => {
        const values = counterValues(
          phases.map(({ seconds, quiet }) => ({
            count: Math.round(seconds / interval),
            value: quiet ? 0 : exact(perInterval),
          })),
        );
        const edge = exact(phases[0].share / scale / phi);
        if (!(edge > 0)) {
          throw new NotReadable('no bucket can have such an edge');
        }
        return [printed(edge), '+Inf'].map(le => ({
          series: bucket(le),
          values,
        }));
      },
    },
    result: { groups },
  };
}

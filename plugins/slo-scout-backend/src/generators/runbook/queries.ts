import type { Sli } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  fillWindow,
  operand,
  printNumber,
  printSelector,
  PromqlSyntaxError,
  quote,
  quoteRegex,
  selectors,
} from '../../promql';
import type { Matcher, Selector } from '../../promql';
import { budgetOf } from '../alertRules/burnRates';
import type { Indicator } from '../indicator/Indicator';
import type { Prepared, PreparedSlo } from '../prepare';

/** More of them would hide the rest of the runbook. */
const MAX_SERIES = 3;

const IDENTIFIER = /^[A-Za-z_:][A-Za-z0-9_:]*$/;

/** What to ask about one metric of an indicator that has no data. */
export interface RawSeries {
  /** The metric, or the selector where it names none. */
  name: string;
  /** How many series there are now. */
  count: string;
  /** Name and matchers, as the query has them. */
  selector: string;
  /** The values that the selected labels have now; absent where none are selected. */
  labelValues?: string;
  /** Metrics whose names begin alike; absent where the name is not known. */
  similar?: string;
}

/** The metrics without which an indicator has no data; none where a query does not parse. */
export function rawSeries(sli: Sli): RawSeries[] {
  const query = sli.kind === 'ratio' ? sli.total.query : sli.query;
  return readSelectors(query).map(({ selector, text }) => ({
    name: selector.metric ?? text,
    count: `count(${text})`,
    selector: text,
    labelValues: labelValuesQuery(selector),
    similar: similarQuery(selector),
  }));
}

function labelValuesQuery({ metric, matchers }: Selector): string | undefined {
  const labels = [...new Set(matchers.map(({ label }) => label))].filter(
    label => IDENTIFIER.test(label),
  );
  if (metric === undefined || labels.length === 0) return undefined;
  const all = IDENTIFIER.test(metric)
    ? metric
    : printSelector('', [{ label: '__name__', op: '=', value: metric }]);
  return `topk(20, count by (${labels.join(', ')}) (${all}))`;
}

function similarQuery({ metric }: Selector): string | undefined {
  if (metric === undefined) return undefined;
  // Long enough not to list everything, short enough to find what was renamed.
  const words = metric.split('_');
  const begin = words.slice(0, words.length > 3 ? 2 : 1).join('_');
  return `count by (__name__) ({__name__=~${quote(`${quoteRegex(begin)}.*`)}})`;
}

/** Labels of a target rather than of what it exports. */
const TARGET_LABELS = ['job', 'instance', 'namespace', 'cluster'];

/** Every target that cannot be reached. */
export const ALL_DOWN = 'up == 0';

/** Whether the targets behind the indicator are scraped; all that are not, where it names none. */
export function scrapeQuery(sli: Sli): string {
  const query = sli.kind === 'ratio' ? sli.total.query : sli.query;
  const matchers = new Map<string, Matcher>();
  for (const { selector } of readSelectors(query)) {
    for (const matcher of selector.matchers) {
      if (!TARGET_LABELS.includes(matcher.label)) continue;
      matchers.set(JSON.stringify(matcher), matcher);
    }
  }
  return matchers.size === 0
    ? ALL_DOWN
    : printSelector('up', [...matchers.values()]);
}

/** The raw series with the most bad events, where bad events are counted as such. */
export function worstSeries(
  sli: Sli,
): Array<{ name: string; selector: string; query: string }> {
  if (sli.kind !== 'ratio' || sli.bad === undefined) return [];
  const { query, counter } = sli.bad;
  return readSelectors(query)
    .filter(({ selector }) => counter || selector.range !== undefined)
    .map(({ selector, text }) => ({
      name: selector.metric ?? text,
      selector: text,
      query: `topk(10, rate(${text}[5m]) > 0)`,
    }));
}

/** How many times faster than the objective allows the budget burns. */
export function burnRateQuery(
  { slo }: PreparedSlo,
  indicator: Indicator,
  window: string,
): string {
  const ratio = operand(indicator.errorRatio(window).expr);
  return `${ratio} / ${printNumber(budgetOf(slo))}`;
}

/** Share of the error budget that is left; below 0 it is overdrawn. */
export function budgetLeftQuery(
  prepared: PreparedSlo,
  indicator: Indicator,
): string {
  return `1 - ${burnRateQuery(prepared, indicator, prepared.slo.window)}`;
}

/** Seconds since Prometheus last evaluated the service's recording rules. */
export function evaluationAgeQuery({ service }: Prepared): string {
  const group = quote(`.+;${quoteRegex(service)}_slis(_[0-9]+)?`);
  return `time() - prometheus_rule_group_last_evaluation_timestamp_seconds{rule_group=~${group}}`;
}

function readSelectors(
  query: string,
): Array<{ selector: Selector; text: string }> {
  const filled = fillWindow(query, '5m');
  const found = new Map<string, { selector: Selector; text: string }>();
  try {
    for (const selector of selectors(filled)) {
      const text = filled.slice(selector.from, selector.to);
      if (!found.has(text)) found.set(text, { selector, text });
    }
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error;
    return [];
  }
  return [...found.values()].slice(0, MAX_SERIES);
}

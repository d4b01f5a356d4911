import type { Matcher } from '../../promql';
import type { Lookups } from './Lookups';
import { nearest } from './nearest';
import { matcherText, selectorText } from './questions';

/** Selector of everything that a metric has. */
export function ofMetric(metric: string): string {
  return selectorText({ metric, matchers: [] });
}

/** The instance, as every sentence names it. */
export function inInstance(lookups: Lookups): string {
  return `in Prometheus ${lookups.instance}`;
}

/** That a metric has no such label, with the one that was probably meant. */
export function noLabel(
  metric: string,
  label: string,
  labels: string[],
  lookups: Lookups,
): string {
  const others = labels.filter(name => name !== '__name__');
  const meant = nearest(label, others);
  const missing = `${metric} has no label ${label} ${inInstance(lookups)}`;
  if (meant) return `${missing}; did you mean ${meant}?`;
  return others.length > 0
    ? `${missing}; it has ${listed(others)}.`
    : `${missing}; it has none.`;
}

/** That no series has such a value, with those that there are. */
export async function noValue(
  metric: string,
  matcher: Matcher,
  lookups: Lookups,
): Promise<string> {
  const missing = `No series of ${metric} has ${matcherText(
    matcher,
  )} ${inInstance(lookups)}`;
  const { values } = await lookups.labelValues(matcher.label, ofMetric(metric));
  const meant = matcher.op === '=' ? nearest(matcher.value, values) : undefined;
  if (meant) return `${missing}; did you mean ${JSON.stringify(meant)}?`;
  return values.length > 0
    ? `${missing}; ${matcher.label} is ${listed(
        values.map(value => JSON.stringify(value)),
      )}.`
    : `${missing}.`;
}

const MAX_LISTED = 6;

function listed(names: string[]): string {
  const shown = names.slice(0, MAX_LISTED).join(', ');
  const more = names.length - MAX_LISTED;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

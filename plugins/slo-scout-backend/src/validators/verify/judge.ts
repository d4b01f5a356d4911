import { matches } from '../../promql';
import type { Lookups } from './Lookups';
import { nearest } from './nearest';
import { type Question, matcherText, selectorText } from './questions';
import { inInstance, noLabel, noValue, ofMetric } from './words';

/** Something that a person should know of one selector. */
export interface Finding {
  /** False for what is in order, and only good to know. */
  doubt: boolean;
  /** What is or is not in Prometheus. */
  fact: string;
  /** What follows from it. */
  remark?: string;
}

/** Looks one selector up: the metric, its labels, their values. */
export async function judge(
  question: Question,
  lookups: Lookups,
): Promise<Finding[]> {
  const matchesNow = (await lookups.count(question.text)) > 0;
  if (!matchesNow && !(await lookups.everMatched(question.text))) {
    return [await whyNothing(question, lookups)];
  }
  return [
    ...(matchesNow ? [] : silentNow(question)),
    ...(await matchersWithoutEffect(question, lookups)),
    ...(await groupsWithoutEffect(question, lookups)),
  ];
}

/** Batch jobs and dead exporters look alike; only a person knows which it is. */
function silentNow({ role, text, metric }: Question): Finding[] {
  if (role === 'bad') return [];
  const subject = metric ?? text;
  return [
    {
      doubt: false,
      fact: `${subject} had samples within the last day, but has none at the moment.`,
    },
  ];
}

/**
 * A matcher that holds for an absent label holds for every series if its label
 * is misspelt: `cod!~"5.."` would count every error as good.
 */
async function matchersWithoutEffect(
  { metric, matchers }: Question,
  lookups: Lookups,
): Promise<Finding[]> {
  const optional = matchers.filter(matcher => matches(matcher, ''));
  if (metric === undefined || optional.length === 0) return [];
  const labels = await lookups.labelNames(ofMetric(metric));
  return optional
    .filter(({ label }) => !labels.includes(label))
    .map(matcher => ({
      // `error=""` says itself that the label may be absent.
      doubt: !(matcher.op === '=' && matcher.value === ''),
      fact: noLabel(metric, matcher.label, labels, lookups),
      remark: `So ${matcherText(matcher)} holds for every series of it.`,
    }));
}

async function groupsWithoutEffect(
  { metric, groupedBy }: Question,
  lookups: Lookups,
): Promise<Finding[]> {
  if (metric === undefined) return [];
  const findings: Finding[] = [];
  for (const { label, metrics } of groupedBy) {
    const labels = await Promise.all(
      metrics.map(name => lookups.labelNames(ofMetric(name))),
    );
    if (!labels.some(names => names.includes(label))) {
      const own = await lookups.labelNames(ofMetric(metric));
      findings.push({
        doubt: true,
        fact: noLabel(metric, label, own, lookups),
        remark: `So grouping by ${label} has no effect.`,
      });
    }
  }
  return findings;
}

/** Why a selector matches nothing: the first thing that is missing. */
async function whyNothing(
  question: Question,
  lookups: Lookups,
): Promise<Finding> {
  const { metric, matchers, text } = question;
  if (metric === undefined) {
    return missing(question, `Nothing matches ${text} ${inInstance(lookups)}.`);
  }
  if (!(await lookups.everMatched(ofMetric(metric)))) {
    return noMetric(question, metric, lookups);
  }
  const labels = await lookups.labelNames(ofMetric(metric));
  const unknown = matchers.find(
    matcher => !matches(matcher, '') && !labels.includes(matcher.label),
  );
  if (unknown) {
    const fact = noLabel(metric, unknown.label, labels, lookups);
    return { doubt: true, fact };
  }
  for (const matcher of matchers) {
    const alone = selectorText({ metric, matchers: [matcher] });
    if (!(await lookups.everMatched(alone))) {
      return missing(question, await noValue(metric, matcher, lookups));
    }
  }
  const together = matchers.map(matcherText).join(', ');
  return missing(
    question,
    `No series of ${metric} has ${together} all together ${inInstance(
      lookups,
    )}, though there are some for each of them.`,
  );
}

async function noMetric(
  question: Question,
  metric: string,
  lookups: Lookups,
): Promise<Finding> {
  const absent = `${metric} does not exist ${inInstance(lookups)}`;
  const meant = nearest(metric, await lookups.metricNames());
  // A slip of the hand in the name of the errors is an alert that never fires.
  return meant
    ? { doubt: true, fact: `${absent}; did you mean ${meant}?` }
    : missing(question, `${absent}.`);
}

/** Errors are first counted when one happens; nothing else may be missing. */
function missing({ role }: Question, fact: string): Finding {
  if (role !== 'bad') return { doubt: true, fact };
  const remark =
    'That is normal until the first bad event; until then there is none.';
  return { doubt: false, fact, remark };
}

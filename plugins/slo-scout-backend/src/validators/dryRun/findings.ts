/** What a dry run has to say of itself, in sentences. Pure. */
import { firstOf, quoted, type Sentence, sentence } from '../../sentences';
import { type AlertOutcome, coverageOf, type ExaminedRange } from './outcome';
import { round } from './round';
import { rfc3339 } from './time';

/** Below this share of ticks with data, "0 alerts" says more about the data than about the alert. */
const MIN_COVERAGE = 0.5;

const DAY = 86_400;
const MOST_NAMES = 5;

/** Why it is inconclusive, where it is. */
export function problemOf(
  outcomes: AlertOutcome[],
  coverage: number,
): Sentence | undefined {
  if (outcomes.length === 0) {
    return sentence(
      'dry_run.no_alerts',
      {},
      'The file has no alerts to replay',
    );
  }
  const broken = outcomes.filter(o => o.reason !== undefined);
  if (broken.length > 0) return notReplayed(broken, outcomes.length);
  const without = outcomes.filter(o => coverageOf(o) === 0);
  if (without.length > 0) {
    return sentence(
      'dry_run.no_data',
      { alerts: namesOf(without) },
      `Prometheus has no data in the examined range for what these alerts measure: ${inWords(
        without,
      )}. Check metric names and labels.`,
    );
  }
  if (coverage < MIN_COVERAGE) {
    return sentence(
      'dry_run.little_data',
      { covered_share: round(coverage, 4) },
      `The indicators had data for only ${round(
        coverage * 100,
      )} % of the examined range, which is too little to judge the alerts by`,
    );
  }
  const [failing] = outcomes.filter(o => (o.history?.ticks.failed ?? 0) > 0);
  return failing && wouldFail(failing);
}

function notReplayed(broken: AlertOutcome[], all: number): Sentence {
  const distinct = new Map(
    broken.flatMap(({ reason }) =>
      reason ? [[reason.text, reason] as const] : [],
    ),
  );
  const reasons = [...distinct.values()].slice(0, 3);
  return sentence(
    'dry_run.not_replayed',
    {
      ...{ broken: broken.length, all, alerts: namesOf(broken) },
      reasons: reasons.map(quoted),
    },
    `${broken.length} of ${all} alerts could not be replayed (${inWords(
      broken,
    )}): ${reasons.map(({ text }) => text).join('; ')}`,
  );
}

function wouldFail({ rule, history }: AlertOutcome): Sentence | undefined {
  if (!history) return undefined;
  const { alert } = rule;
  const { failed, evaluated } = history.ticks;
  const error = String(history.failure);
  return sentence(
    'dry_run.would_fail',
    { alert, failed, evaluated, error },
    `Prometheus would have failed to evaluate ${alert} ${failed} of ${evaluated} times: ${error}`,
  );
}

/**
 * What is wrong with an expression Prometheus 3 says under this word, and answers
 * all the same; anything else is a store that answered with what it had.
 */
const OF_EXPRESSION = /^PromQL (info|warning)/;

export function partialAnswer(warnings: string[]): Sentence | undefined {
  const warning = warnings.find(said => !OF_EXPRESSION.test(said));
  return warning === undefined
    ? undefined
    : sentence(
        'dry_run.partial_answer',
        { warning },
        `Prometheus warned that its answers may not be whole: ${warning}`,
      );
}

function distinctNames(outcomes: AlertOutcome[]): string[] {
  return [...new Set(outcomes.map(({ rule }) => rule.alert))];
}

function namesOf(outcomes: AlertOutcome[]): string[] {
  return firstOf(distinctNames(outcomes), MOST_NAMES);
}

function inWords(outcomes: AlertOutcome[]): string {
  const distinct = distinctNames(outcomes);
  const shown = distinct.slice(0, MOST_NAMES).join(', ');
  return distinct.length > MOST_NAMES
    ? `${shown} and ${distinct.length - MOST_NAMES} more`
    : shown;
}

/** Passed all the same, but people should know what it rests on. */
export function lateHistory(
  from: number,
  { start, end }: ExaminedRange,
): Sentence | undefined {
  const missing = from - start;
  if (missing <= (end - start) / 100) return undefined;
  const examined = round((end - from) / DAY);
  const days = round((end - start) / DAY);
  return sentence(
    'dry_run.late_history',
    { begins_at: rfc3339(from), examined, days },
    `History begins on ${rfc3339(
      from,
    )}: ${examined} of ${days} days were examined`,
  );
}

export function unknownStarts(outcomes: AlertOutcome[]): Sentence[] {
  const unknown = outcomes.filter(o => o.history?.startIsKnown === false);
  return unknown.length > 0
    ? [
        sentence(
          'dry_run.open_start',
          { alerts: namesOf(unknown) },
          `${inWords(
            unknown,
          )}: whether it was firing when the range began depends on what was before, through keep_firing_for; here it was not.`,
        ),
      ]
    : [];
}

export function approximationsOf(outcomes: AlertOutcome[]): Sentence[] {
  const found = outcomes.flatMap(({ rule: { alert }, approximations }) =>
    approximations.map(expr => {
      const expression = shortened(expr);
      return sentence(
        'dry_run.approximated',
        { alert, expression },
        `${alert}: ${expression} was asked of Prometheus with expressions in the place of recorded series, which is right to one interval`,
      );
    }),
  );
  // Each once: an alert of two severities has its expression twice.
  return [...new Map(found.map(one => [one.text, one])).values()];
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

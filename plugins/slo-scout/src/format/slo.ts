import type {
  Budgeting,
  SloRevision,
  ThresholdOperator,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { formatDuration, prometheusSeconds } from './duration';
import { formatExact, formatPercent } from './number';

const OPERATORS: Record<ThresholdOperator, string> = {
  lt: '<',
  lte: '≤',
  gt: '>',
  gte: '≥',
};

/** An operator as people write it. */
export function operatorSign(op: ThresholdOperator): string {
  return OPERATORS[op];
}

type Content = Pick<
  SloRevision,
  'sli' | 'objective' | 'window' | 'severity' | 'budgeting' | 'accuracy'
>;

/** What a query of an indicator measures. */
export type QueryRole =
  | 'good'
  | 'bad'
  | 'total'
  | 'value'
  | 'failure'
  | 'success';

/** The queries of an indicator with their roles, in reading order. */
export function sliQueries(
  sli: Content['sli'],
): Array<{ role: QueryRole; query: string }> {
  if (sli.kind === 'threshold') return [{ role: 'value', query: sli.query }];
  if (sli.kind === 'raw_ratio') return [{ role: sli.of, query: sli.query }];
  return [
    ...(sli.good ? [{ role: 'good' as const, query: sli.good.query }] : []),
    ...(sli.bad ? [{ role: 'bad' as const, query: sli.bad.query }] : []),
    { role: 'total', query: sli.total.query },
  ];
}

/** The condition of a threshold indicator: `< 0.2`. */
export function thresholdCondition(sli: {
  op: ThresholdOperator;
  threshold: number;
}): string {
  return `${OPERATORS[sli.op]} ${formatExact(sli.threshold)}`;
}

/** How the budget is counted, in the words of OpenSLO. */
export function budgetingMethod(budgeting: Budgeting | undefined): string {
  switch (budgeting?.method) {
    case 'timeslices':
      return `Timeslices ${budgeting.window}, ${formatPercent(
        budgeting.target,
      )}`;
    case 'ratio_timeslices':
      return `RatioTimeslices ${budgeting.window}`;
    default:
      return 'Occurrences';
  }
}

/** How long a complete outage may last before the budget is spent. */
export function outageBudget(slo: Content): string | undefined {
  const seconds = prometheusSeconds(slo.window);
  return seconds === undefined
    ? undefined
    : formatDuration(seconds * (1 - slo.objective));
}

/** One field that a draft revision changes. */
export interface RevisionChange {
  field:
    | 'objective'
    | 'window'
    | 'severity'
    | 'budgeting'
    | 'accuracy'
    | 'threshold'
    | 'query'
    | 'kind';
  before: string;
  after: string;
}

/** What a person must judge before approving a draft over the revision in force. */
export function revisionChanges(
  before: Content,
  after: Content,
): RevisionChange[] {
  const candidates: RevisionChange[] = [
    {
      field: 'objective',
      before: formatPercent(before.objective),
      after: formatPercent(after.objective),
    },
    { field: 'window', before: before.window, after: after.window },
    { field: 'severity', before: before.severity, after: after.severity },
    {
      field: 'budgeting',
      before: budgetingMethod(before.budgeting),
      after: budgetingMethod(after.budgeting),
    },
    {
      field: 'accuracy',
      before: before.accuracy ?? '–',
      after: after.accuracy ?? '–',
    },
    { field: 'kind', before: before.sli.kind, after: after.sli.kind },
    ...sliChanges(before.sli, after.sli),
  ];
  return candidates.filter(change => change.before !== change.after);
}

function sliChanges(
  before: Content['sli'],
  after: Content['sli'],
): RevisionChange[] {
  const threshold =
    before.kind === 'threshold' && after.kind === 'threshold'
      ? [
          {
            field: 'threshold' as const,
            before: thresholdCondition(before),
            after: thresholdCondition(after),
          },
        ]
      : [];
  const previous = new Map(sliQueries(before).map(q => [q.role, q.query]));
  const next = new Map(sliQueries(after).map(q => [q.role, q.query]));
  const queries = [...new Set([...previous.keys(), ...next.keys()])].map(
    role => ({
      field: 'query' as const,
      before: previous.get(role) ?? '–',
      after: next.get(role) ?? '–',
    }),
  );
  return [...threshold, ...queries];
}

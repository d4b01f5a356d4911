import type {
  Budgeting,
  SloRevision,
  ThresholdOperator,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Text } from '../hooks/useText';
import { formatDuration, formatWindow, prometheusSeconds } from './duration';
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

/** What is measured: `Ratio of events`. */
export function indicatorKind(sli: Content['sli'], t: Text): string {
  switch (sli.kind) {
    case 'threshold':
      return t('slos.kindThreshold');
    case 'raw_ratio':
      return t(`slos.kindShare.${sli.of}`);
    default:
      return t('slos.kindRatio');
  }
}

/** What counts against the budget. */
export function budgetingWords(
  budgeting: Budgeting | undefined,
  t: Text,
): string {
  if (!budgeting) return t('slos.budgeting.occurrences');
  const window = formatWindow(budgeting.window);
  return budgeting.method === 'timeslices'
    ? t('slos.budgeting.timeslices', {
        window,
        target: formatPercent(budgeting.target),
      })
    : t('slos.budgeting.ratio_timeslices', { window });
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
  t: Text,
): RevisionChange[] {
  const change = (
    field: RevisionChange['field'],
    wordsOf: (content: Content) => string,
  ) => ({ field, before: wordsOf(before), after: wordsOf(after) });
  const candidates: RevisionChange[] = [
    change('objective', slo => formatPercent(slo.objective)),
    change('window', slo => formatWindow(slo.window)),
    change('severity', slo => t(`severity.${slo.severity}`)),
    change('budgeting', slo => budgetingWords(slo.budgeting, t)),
    change('accuracy', slo => (slo.accuracy ? t('slos.exact') : '–')),
    change('kind', slo => indicatorKind(slo.sli, t)),
    ...sliChanges(before.sli, after.sli),
  ];
  return candidates.filter(one => one.before !== one.after);
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

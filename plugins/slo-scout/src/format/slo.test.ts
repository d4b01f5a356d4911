import type { Sli } from '@slo-scout/backstage-plugin-slo-scout-common';
import { english } from '../__testUtils__/english';
import {
  budgetingWords,
  outageBudget,
  revisionChanges,
  sliQueries,
  thresholdCondition,
} from './slo';

const latency: Sli = {
  kind: 'threshold',
  name: 'checkout_latency_p95',
  query: 'histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))',
  op: 'lt',
  threshold: 0.2,
};
const success: Sli = {
  kind: 'ratio',
  name: 'payment_success_rate',
  bad: { query: 'http_requests_total{code=~"5.."}', counter: true },
  total: { query: 'http_requests_total', counter: true },
};
const slo = {
  sli: success,
  objective: 0.999,
  window: '30d',
  severity: 'high',
} as const;

it('names the role of each query', () => {
  expect(sliQueries(success).map(q => q.role)).toEqual(['bad', 'total']);
  expect(sliQueries(latency)).toEqual([
    { role: 'value', query: latency.query },
  ]);
  expect(thresholdCondition(latency)).toBe('< 0.2');
});

it('says what a ready-made share is of', () => {
  const of = (kind: 'failure' | 'success'): Sli => ({
    kind: 'raw_ratio',
    name: 'a',
    query: 'error_ratio',
    of: kind,
  });
  expect(sliQueries(of('failure'))).toEqual([
    { role: 'failure', query: 'error_ratio' },
  ]);
  expect(sliQueries(of('success'))[0].role).toBe('success');
});

it.each([
  [undefined, 'Every event'],
  [
    { method: 'timeslices', window: '1m', target: 0.995 } as const,
    'Slices of 1 min, good where at least 99.5 % of a slice is',
  ],
  [
    { method: 'ratio_timeslices', window: '5m' } as const,
    'Slices of 5 min, each worth its own share',
  ],
])('says of %j what counts', (budgeting, words) => {
  expect(budgetingWords(budgeting, english())).toBe(words);
});

it('tells the budget as the length of a full outage', () => {
  expect(outageBudget(slo)).toBe('43 min 12 s');
  expect(outageBudget({ ...slo, window: 'a month' })).toBeUndefined();
});

it('lists only what a draft changes', () => {
  const say = english();
  expect(revisionChanges(slo, { ...slo, objective: 0.9995 }, say)).toEqual([
    { field: 'objective', before: '99.9 %', after: '99.95 %' },
  ]);
  expect(revisionChanges(slo, slo, say)).toEqual([]);
});

it('shows another way of counting, and of measuring', () => {
  const after = {
    ...slo,
    budgeting: { method: 'timeslices', window: '1m', target: 0.9 } as const,
    accuracy: 'exact' as const,
  };
  expect(revisionChanges(slo, after, english())).toEqual([
    {
      field: 'budgeting',
      before: 'Every event',
      after: 'Slices of 1 min, good where at least 90 % of a slice is',
    },
    {
      field: 'accuracy',
      before: '–',
      after: 'Exact: every window from raw data',
    },
  ]);
});

it('has words for what documents have codes for', () => {
  const after = {
    ...slo,
    sli: { ...latency, query: '' },
    severity: 'critical',
    window: '1w',
  } as const;
  const [window, severity, kind] = revisionChanges(slo, after, english());
  expect([window, severity, kind]).toEqual([
    { field: 'window', before: '30 d', after: '7 d' },
    { field: 'severity', before: 'High', after: 'Critical' },
    { field: 'kind', before: 'Ratio of events', after: 'Threshold' },
  ]);
});

it('shows that a share of failures becomes one of successes', () => {
  const share = (of: 'failure' | 'success') =>
    ({ kind: 'raw_ratio', name: 'a', query: 'ratio', of } as const);
  expect(
    revisionChanges(
      { ...slo, sli: share('failure') },
      { ...slo, sli: share('success') },
      english(),
    ),
  ).toEqual([
    {
      field: 'kind',
      before: 'Ready-made share of failures',
      after: 'Ready-made share of successes',
    },
    { field: 'query', before: 'ratio', after: '–' },
    { field: 'query', before: '–', after: 'ratio' },
  ]);
});

it('shows a corrected query and a moved threshold', () => {
  const before = { ...slo, sli: latency };
  const after = { ...slo, sli: { ...latency, threshold: 0.25, query: 'p95' } };
  expect(revisionChanges(before, after, english())).toEqual([
    { field: 'threshold', before: '< 0.2', after: '< 0.25' },
    { field: 'query', before: latency.query, after: 'p95' },
  ]);
});

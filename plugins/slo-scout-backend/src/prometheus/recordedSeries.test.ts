import type { LoadedRule } from './loadedRules';
import { isRecorded, recordedSeries } from './recordedSeries';

const recording = (service: string, window: string) => ({
  record: `job:orders:rate${window}`,
  expr: `sum by (job) (rate(orders_total[${window}]))`,
  labels: { service },
});
const recordings = [recording('shop', '5m'), recording('shop', '1h')];

const loaded = (
  service: string,
  window: string,
  other: Partial<LoadedRule> = {},
): LoadedRule => ({
  kind: 'recording',
  name: `job:orders:rate${window}`,
  // As Prometheus writes it.
  query: `sum(rate(orders_total[${window}])) by (job)`,
  labels: { service, severity: 'high' },
  forSeconds: 0,
  health: 'ok',
  ...other,
});

const isRecordedBy = (...rules: LoadedRule[]) =>
  isRecorded(
    recordings,
    recordedSeries(
      rules.map(rule => ({
        ...{ name: 'group', file: 'file.yaml', intervalSeconds: 30 },
        rules: [rule],
      })),
    ),
  );

it('asks for recorded series where each of them is recorded just so', () => {
  const all = [
    // Another service may have an SLO of the same name.
    ...[loaded('bank', '5m'), loaded('bank', '1h')],
    ...[loaded('shop', '5m'), loaded('shop', '1h')],
  ];
  expect(isRecordedBy(...all)).toBe(true);
  expect(isRecordedBy(...all.slice(0, 3))).toBe(false);
});

it.each<[string, Partial<LoadedRule>]>([
  ['of another expression', { query: 'sum(rate(orders_total[1h]))' }],
  ['of another service', { labels: { service: 'bank' } }],
  ['that fails', { health: 'err' }],
  ['that was not evaluated yet', { health: 'unknown' }],
  ['that is an alert', { kind: 'alerting' }],
])('asks for the expressions beside a rule %s', (_, other) => {
  expect(isRecordedBy(loaded('shop', '5m'), loaded('shop', '1h'))).toBe(true);
  expect(isRecordedBy(loaded('shop', '5m'), loaded('shop', '1h', other))).toBe(
    false,
  );
});

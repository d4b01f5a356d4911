import type { LoadedGroup } from '../prometheus';
import { asksForUnloadedAlerts } from './alertsLoaded';

const group = (
  labels: Record<string, string>,
  kind: 'alerting' | 'recording' = 'alerting',
): LoadedGroup => ({
  ...{ name: 'g', file: 'f', intervalSeconds: 30 },
  rules: [{ kind, name: 'A', query: 'x', labels, forSeconds: 0, health: 'ok' }],
});
const FIRING =
  'count_over_time(ALERTS{alertstate="firing",service="pay",slo="a"}[1h])';

it.each([
  ['nothing is loaded', FIRING, [], true],
  ['its alert is loaded', FIRING, [group({ service: 'pay', slo: 'a' })], false],
  ['another SLO is', FIRING, [group({ service: 'pay', slo: 'b' })], true],
  [
    'only a recording rule is',
    FIRING,
    [group({ service: 'pay', slo: 'a' }, 'recording')],
    true,
  ],
  ['it reads no alerts', 'sum(up)', [], false],
  ['it does not parse', 'sum(ALERTS', [], false],
])('%s', (_, expr, groups, expected) => {
  expect(asksForUnloadedAlerts(expr, groups)).toBe(expected);
});

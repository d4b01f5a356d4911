import { checkRules } from '../testing/promtool';
import { kinds } from './__fixtures__/kinds';
import { input, paymentSuccessRate } from './__fixtures__/paymentsApi';
import {
  expectValue,
  rulesOf,
  verdictOf,
  writtenRules,
} from './__testUtils__/rules';
import { GenerationRefused } from './GenerationRefused';
import { prepare } from './prepare';
import type { RuleOptions } from './types';

jest.setTimeout(120_000);

function options(changes: Partial<RuleOptions> = {}): RuleOptions {
  return { labels: {}, annotations: {}, severities: {}, ...changes };
}

const OURS = options({
  labels: { tenant: 'shop', cluster: '{{ eu }}' },
  annotations: { slack: '#payments', contact: '{{ on call }}' },
  severities: { critical: 'page', high: '{{ticket}}' },
});

const rules = writtenRules([paymentSuccessRate, kinds.threshold], {
  rules: OURS,
});

describe('what an organisation adds', () => {
  it('every rule has its labels, between ours and those of the pair', () => {
    for (const { labels } of rules) {
      expect(labels).toMatchObject({
        tenant: 'shop',
        service: 'payments-api',
        owner: 'payments',
      });
    }
    const burn = rules.find(r => r.alert === 'PaymentSuccessRateBurnRate1h')!;
    expect(Object.keys(burn.labels)).toEqual([
      ...['severity', 'service', 'environment', 'slo', 'owner'],
      ...['cluster', 'tenant'],
      ...['long', 'short', 'burn_rate'],
    ]);
  });

  it('every alert has its annotations and its words for severities', () => {
    const alerts = rules.filter(({ alert }) => alert !== undefined);
    for (const { annotations } of alerts) {
      expect(annotations).toMatchObject({ slack: '#payments' });
    }
    const severities = alerts.map(({ labels }) => labels.severity);
    expect(new Set(severities)).toEqual(
      new Set(['page', '{{ "{{" }}ticket}}', 'medium']),
    );
  });

  it('braces stand for themselves, on recorded series and on alerts', async () => {
    const files = rulesOf([paymentSuccessRate], { rules: OURS });
    const count = (expr: string) => `count(${expr})`;
    const requests = 'http_requests_total{route="/payment",code';
    expect(
      await verdictOf(files, [
        {
          interval: '30s',
          input_series: [{ series: `${requests}="500"}`, values: '0+30x60' }],
          promql_expr_test: [
            expectValue(
              count(
                'job:payment_success_rate:rate5m{tenant="shop",cluster="{{ eu }}"}',
              ),
              '20m',
              1,
            ),
            expectValue(
              count(
                'ALERTS{alertname="PaymentSuccessRateBurnRate1d",severity="{{ticket}}",tenant="shop",cluster="{{ eu }}"}',
              ),
              '20m',
              1,
            ),
          ],
        },
      ]),
    ).toBe('SUCCESS');
    expect((await checkRules(files)).exitCode).toBe(0);
  });

  it('recorded and raw series still meet in one alert', async () => {
    // The pair of a day joins the recorded day with two raw hours.
    const day = rules.find(r => r.alert === 'PaymentSuccessRateBurnRate1d')!;
    expect(day.expr).toContain(
      'and ignoring (cluster, environment, owner, service, slo, tenant)',
    );
  });

  it('its order does not depend on the order of the configuration', () => {
    const turned = options({
      labels: { cluster: '{{ eu }}', tenant: 'shop' },
      annotations: { contact: '{{ on call }}', slack: '#payments' },
      severities: OURS.severities,
    });
    expect(rulesOf([paymentSuccessRate], { rules: turned })).toEqual(
      rulesOf([paymentSuccessRate], { rules: OURS }),
    );
  });
});

describe('names that an organisation cannot give', () => {
  it.each<[Partial<RuleOptions>, string]>([
    ...['service', 'slo', 'severity', 'burn_rate', 'alertname'].map(
      (name): [Partial<RuleOptions>, string] => [
        { labels: { [name]: 'x' } },
        `The added label "${name}" is one that the rules set themselves. Give it another name.`,
      ],
    ),
    ...['9lives', 'a-b', '', '__name__', 'a"b'].map(
      (name): [Partial<RuleOptions>, string] => [
        { labels: { [name]: 'x' } },
        `The added label ${JSON.stringify(
          name,
        )} is not a name that Prometheus takes: letters, digits and "_", no digit first, not "__" first.`,
      ],
    ),
    [
      { annotations: { runbook_url: 'x' } },
      'The added annotation "runbook_url" is one that the rules set themselves. Give it another name.',
    ],
    [
      { annotations: { 'on-call': 'x' } },
      'The added annotation "on-call" is not a name that Prometheus takes: letters, digits and "_", no digit first, not "__" first.',
    ],
  ])('%j', (changes, sentence) => {
    const given = input([paymentSuccessRate], { rules: options(changes) });
    expect(() => prepare(given)).toThrow(new GenerationRefused(sentence));
  });
});

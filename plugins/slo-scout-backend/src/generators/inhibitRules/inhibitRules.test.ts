import { setTimeout as sleep } from 'node:timers/promises';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { parse, stringify } from 'yaml';
import {
  type AlertLabels,
  startTestAlertmanager,
  type TestAlertmanager,
} from '../../__testUtils__/alertmanager';
import { kinds } from '../__fixtures__/kinds';
import {
  checkoutLatency,
  checkoutLatencyP95,
  input,
  paymentRatio,
  paymentSuccessRate,
  slo,
} from '../__fixtures__/paymentsApi';
import { generateFiles } from '../generateFiles';
import type { GeneratorInput } from '../types';
import { inhibitRules } from './inhibitRules';

function snippet(given: GeneratorInput): string {
  return inhibitRules.generate(given).files[0].content;
}

describe('the file', () => {
  it('says where it is from, and how it comes into Alertmanager', () => {
    const content = snippet(input([paymentSuccessRate]));
    expect(content).toContain('# slo: payment_success_rate revision 2 sha256');
    expect(content).toContain('# Alertmanager has no include');
    expect(content).toContain(
      'alertmanager.yml alertmanager/inhibit_rules/*.yaml > merged.yml',
    );
  });

  it("names the other files by the target's layout", () => {
    const { target, ...rest } = input([paymentSuccessRate]);
    const layout = { inhibit_rule: 'am/{service}/inhibit.yaml' };
    const content = snippet({
      ...rest,
      target: { ...target, directory: 'prod', layout },
    });
    expect(content).toContain('alertmanager.yml prod/am/*/inhibit.yaml >');
  });

  it('has one rule for each alert that says more than others', () => {
    expect(parse(snippet(input([paymentSuccessRate]))).inhibit_rules).toEqual(
      [
        ['1h', 'BurnRate6h|BurnRate1d|BurnRate3d|BudgetExhausted'],
        ['6h', 'BurnRate1d|BurnRate3d|BudgetExhausted'],
        ['1d', 'BurnRate3d'],
      ].map(([long, silenced]) => {
        const names = silenced
          .split('|')
          .map(name => `PaymentSuccessRate${name}`);
        const of = [
          'service="payments-api"',
          'environment="production"',
          'slo="payment_success_rate"',
        ];
        return {
          source_matchers: [
            `alertname="PaymentSuccessRateBurnRate${long}"`,
            ...of,
          ],
          target_matchers: [
            `alertname=${names.length > 1 ? '~' : ''}"${names.join('|')}"`,
            ...of,
          ],
          equal: ['service', 'environment', 'slo'],
        };
      }),
    );
  });

  it('is there where there is nothing to inhibit, so that it replaces an older one', () => {
    const one = slo({ name: 'one', sli: paymentRatio, objective: 0.01 });
    expect(parse(snippet(input([one])))).toEqual({ inhibit_rules: [] });
  });

  it('leaves alone what may be several series, and says so', () => {
    const many = slo({
      name: 'many',
      sli: { ...checkoutLatency, query: 'request_seconds{quantile="0.95"}' },
    });
    const { files, notes } = inhibitRules.generate(input([many]));
    expect(parse(files[0].content)).toEqual({ inhibit_rules: [] });
    expect(notes).toEqual([
      'many: its alerts do not inhibit each other, because the query does not say which labels its series have, and one series would silence another. Aggregate it by the labels that matter.',
    ]);
    expect(files[0].content).toContain(`# ${notes[0]}\n`);
  });

  it('is the same whatever the order of the SLOs', () => {
    const slos = [paymentSuccessRate, checkoutLatencyP95, kinds.grouped];
    expect(snippet(input([...slos].reverse()))).toBe(snippet(input(slos)));
  });
});

/** Alerts of a service as Alertmanager gets them, by name; their labels are the rules' own. */
function alertsOf(given: GeneratorInput): AlertLabels[] {
  const { groups } = parse(
    generateFiles(given, ['alert_rule']).files[0].content,
  );
  const rules = groups.flatMap(
    (group: { rules: Array<{ alert: string; labels: AlertLabels }> }) =>
      group.rules,
  );
  return rules.map(({ alert, labels }: (typeof rules)[number]) => ({
    alertname: alert,
    ...Object.fromEntries(
      Object.entries(labels as AlertLabels).map(([name, text]) => [
        name,
        text.replaceAll('{{ "{{" }}', '{{'),
      ]),
    ),
  }));
}

const STRANGE = [
  'say "hi" \\ {x="y"}, z',
  "it's",
  'zwei\nZeilen',
  'ein\tTab',
  'übermäßig 支払い',
  '{{ $labels.slo }}',
  'on',
  '.*',
];

describe('Alertmanager', () => {
  const named = (name: string, changes: Partial<Slo> = {}) =>
    slo({ name, sli: paymentRatio, ...changes });
  const shop = input([
    named('everything'),
    named('slow_ones'),
    named('tickets'),
    named('spent'),
    named('no_data'),
    named('one'),
    named('other'),
    { ...kinds.grouped, name: 'by_region' },
    slo({ name: 'limit', sli: checkoutLatency, objective: 0.99 }),
  ]);
  const strange = STRANGE.map(name => {
    const given = input([named('odd')], { environment: name });
    return { ...given, service: { ...given.service, name: `s ${name}` } };
  });
  const shopAlerts = alertsOf(shop);
  let alertmanager: TestAlertmanager;

  beforeAll(async () => {
    const rules = [shop, ...strange].flatMap(
      given => parse(snippet(given)).inhibit_rules,
    );
    alertmanager = await startTestAlertmanager(
      stringify({
        route: { receiver: 'nobody' },
        receivers: [{ name: 'nobody' }],
        inhibit_rules: rules,
      }),
    );
  });
  afterAll(() => alertmanager.stop());

  /** Alerts of an SLO by the end of their names, `BurnRate1h`, with further labels. */
  const alerts = (name: string, ends: string[], more: AlertLabels = {}) =>
    ends.map(end => {
      const found = shopAlerts.find(
        ({ slo: of, alertname }) => of === name && alertname.endsWith(end),
      );
      if (!found) throw new Error(`${name} has no alert ${end}`);
      return { ...found, ...more };
    });

  const same = (labels: AlertLabels) =>
    JSON.stringify(Object.entries(labels).sort());

  /** It answers while it still takes alerts in: what it says twice is settled. */
  async function settled(fired: AlertLabels[]): Promise<Map<string, boolean>> {
    let before = '';
    for (;;) {
      const found = new Map(
        (await alertmanager.alerts())
          .map(
            ({ labels, isInhibited }) => [same(labels), isInhibited] as const,
          )
          .sort(),
      );
      const now = JSON.stringify([...found]);
      const isKnown = fired.every(alert => found.has(same(alert)));
      if (isKnown && now === before) return found;
      before = now;
      await sleep(200);
    }
  }

  /** What of these alerts Alertmanager would not tell anybody of. */
  async function silenced(fired: AlertLabels[]): Promise<string[]> {
    await alertmanager.fire(fired);
    const isInhibited = await settled(fired);
    return fired
      .filter(alert => isInhibited.get(same(alert)))
      .map(
        ({ alertname }) => /[A-Z][a-z]+[A-Z][a-z]+(\d.)?$/.exec(alertname)![0],
      );
  }

  const ALL = [
    ...['BurnRate1h', 'BurnRate6h', 'BurnRate1d', 'BurnRate3d'],
    ...['BudgetExhausted', 'NoData'],
  ];

  it('tells of the fastest only, and of missing data always', async () => {
    expect(await silenced(alerts('everything', ALL))).toEqual([
      ...['BurnRate6h', 'BurnRate1d', 'BurnRate3d', 'BudgetExhausted'],
    ]);
  });

  it('tells of the faster of the slow ones', async () => {
    expect(
      await silenced(alerts('slow_ones', ['BurnRate6h', 'BurnRate3d'])),
    ).toEqual(['BurnRate3d']);
  });

  it('tells of a spent budget though tickets wait', async () => {
    expect(
      await silenced(
        alerts('tickets', ['BurnRate1d', 'BurnRate3d', 'BudgetExhausted']),
      ),
    ).toEqual(['BurnRate3d']);
  });

  it('tells of a burning budget though it is spent, and of nothing twice', async () => {
    expect(await silenced(alerts('spent', ['BudgetExhausted']))).toEqual([]);
    expect(
      await silenced(alerts('spent', ['BurnRate6h', 'BudgetExhausted'])),
    ).toEqual(['BudgetExhausted']);
  });

  it('is not silenced by missing data', async () => {
    expect(await silenced(alerts('no_data', ['NoData']))).toEqual([]);
    const rest = ALL.filter(kind => kind !== 'BurnRate1h');
    expect(await silenced(alerts('no_data', rest))).toEqual([
      ...['BurnRate1d', 'BurnRate3d', 'BudgetExhausted'],
    ]);
  });

  it('keeps SLOs and environments apart', async () => {
    const slower = ['BurnRate6h', 'BurnRate3d'];
    expect(
      await silenced([
        ...alerts('one', ['BurnRate1h']),
        ...alerts('other', ['BurnRate6h']),
        ...alerts('one', slower, { environment: 'staging' }),
        ...alerts('one', slower, { service: 'bank' }),
      ]),
    ).toEqual([]);
  });

  it('keeps the values of a grouped SLO apart', async () => {
    const fast = alerts('by_region', ['BurnRate1h'], { region: 'eu' });
    const slow = ['BurnRate6h', 'BudgetExhausted'];
    expect(
      await silenced([
        ...fast,
        ...alerts('by_region', ['BurnRate6h'], { region: 'us' }),
        ...alerts('by_region', ['BurnRate6h']),
      ]),
    ).toEqual([]);
    expect(await silenced(alerts('by_region', slow, { region: 'eu' }))).toEqual(
      slow,
    );
  });

  it('leaves the alert on a limit alone', async () => {
    expect(
      await silenced(alerts('limit', ['High', 'BurnRate1h', 'BurnRate6h'])),
    ).toEqual(['BurnRate6h']);
  });

  it.each(strange.map(given => [given.environment, given] as const))(
    'does so for a service called %j',
    async (_, given) => {
      const [fast, slow] = alertsOf(given).filter(({ alertname }) =>
        /BurnRate[16]h$/.test(alertname),
      );
      expect(fast.environment).toBe(given.environment);
      const other = { ...slow, environment: 'another' };
      expect(await silenced([fast, slow, other])).toEqual(['BurnRate6h']);
    },
  );
});

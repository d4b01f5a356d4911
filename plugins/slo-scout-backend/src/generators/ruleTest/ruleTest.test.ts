import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { parse } from 'yaml';
import { kinds } from '../__fixtures__/kinds';
import {
  checkoutLatencyP95,
  input,
  paymentSuccessRate,
  slo,
} from '../__fixtures__/paymentsApi';
import type { GeneratorInput } from '../types';
import { ruleTest } from './ruleTest';

const generate = (slos: Slo[], changes: Partial<GeneratorInput> = {}) =>
  ruleTest.generate(input(slos, changes));

const namesOf = (slos: Slo[]) =>
  generate(slos).files.map(
    ({ path }) => /([A-Za-z0-9]+)\.yaml$/.exec(path)![1],
  );

const ratioOf = (total: string): Slo =>
  slo({
    name: 'odd',
    sli: {
      kind: 'ratio',
      name: 'r',
      bad: { query: 'sum(rate(bad_total[5m]))', counter: false },
      total: { query: total, counter: false },
    },
  });

describe('ruleTest', () => {
  it('has one file for each alert, and says of which SLO', () => {
    const { files, notes } = generate([paymentSuccessRate, checkoutLatencyP95]);
    expect(notes).toEqual([]);
    expect(files.map(({ path, slo_ids }) => [path, ...slo_ids])).toContainEqual(
      [
        'prometheus/tests/payments_api_payment_success_rate_PaymentSuccessRateNoData.yaml',
        'id-of-payment_success_rate',
      ],
    );
    expect(namesOf([checkoutLatencyP95])).toEqual([
      'CheckoutLatencyP95High',
      'CheckoutLatencyP95BurnRate1h',
      'CheckoutLatencyP95BurnRate6h',
      'CheckoutLatencyP95BurnRate1d',
      'CheckoutLatencyP95BurnRate3d',
      'CheckoutLatencyP95BudgetExhausted',
      'CheckoutLatencyP95NoData',
    ]);
  });

  it('finds the rules from where it stands', () => {
    const { target } = input([]);
    const { files } = generate([paymentSuccessRate], {
      target: {
        ...target,
        directory: 'teams/shop',
        layout: {
          rule_test: 'slo/{slo}/{service}_{alert}.yaml',
          alert_rule: 'alerts/{service}.yaml',
        },
      },
    });
    expect(files[0].path).toMatch(/^teams\/shop\/slo\/payment_success_rate\//);
    expect(parse(files[0].content).rule_files).toEqual([
      '../../prometheus/rules/recording/payments_api_slis.yaml',
      '../../alerts/payments_api.yaml',
    ]);
  });

  it('names the groups that hold the rules, in their order', () => {
    const many = Array.from({ length: 8 }, (_, index) => ({
      ...paymentSuccessRate,
      name: `slo_${index}`,
    }));
    const { files } = generate(many);
    const last = parse(files.at(-1)!.content);
    expect(last.group_eval_order).toEqual([
      'payments_api_slis_2',
      'payments_api_slos_3',
    ]);
  });

  it('expects the labels that the organisation wants', () => {
    const { files } = generate([paymentSuccessRate], {
      rules: {
        labels: { tenant: 'a"{{b}}' },
        annotations: {},
        severities: { critical: 'P1' },
      },
    });
    const expected = parse(files[0].content).tests[0].promql_expr_test[1];
    expect(expected.exp_samples[0].labels).toContain('severity="P1"');
    expect(expected.exp_samples[0].labels).toContain('tenant="a\\"{{b}}"');
  });

  it('what it cannot feed it does not pretend to test', () => {
    const { notes } = generate([kinds.native_latency]);
    expect(namesOf([kinds.native_latency])).toEqual([
      'NativeLatencyBudgetExhausted',
      'NativeLatencyNoData',
    ]);
    const why =
      'because it looks at a native histogram, and promtool of Prometheus 2 cannot be given one.';
    expect(notes).toContain(
      `native_latency: NativeLatencyBurnRate1h has no test, ${why} Its rule is checked, but nobody has seen it fire.`,
    );
    expect(notes).toContain(
      `native_latency: the test of NativeLatencyNoData begins with the recorded series, ${why} How they are recorded is checked, but not tested.`,
    );
    expect(notes).toHaveLength(6);
  });

  it.each([
    [
      'sum(irate(all_total[5m]))',
      ['1h', '6h', '1d', '3d']
        .map(w => `BurnRate${w}`)
        .concat('BudgetExhausted', 'NoData'),
      'the test of OddBurnRate1h begins with the recorded series, because irate(all_total[5m]) is not understood.',
    ],
    [
      'sum(rate(all_total[5m] offset 1h))',
      ['BudgetExhausted', 'NoData'],
      'OddBurnRate1h has no test, because it has an offset.',
    ],
    [
      'sum(rate(all_total[5m])) or vector(0)',
      ['BurnRate1h', 'BurnRate6h', 'BurnRate1d', 'BurnRate3d'],
      'OddNoData has no test, because its queries give something where there is nothing: no data is never missing.',
    ],
  ])(
    '%s: tests what is certain, and says what is not',
    (query, tested, note) => {
      const odd = ratioOf(query);
      expect(namesOf([odd])).toEqual(tested.map(name => `Odd${name}`));
      expect(generate([odd]).notes.join('\n')).toContain(note);
    },
  );

  it('tells of windows that must hold too many evaluations', () => {
    const strict = { ...kinds.up_over_time, objective: 0.9999 };
    expect(namesOf([strict])).not.toContain('UpOverTimeBurnRate3d');
    expect(generate([strict]).notes.join('\n')).toContain(
      'UpOverTimeBurnRate3d has no test, because its test would take promtool too long',
    );
  });

  it('leaves queries that do not parse to promtool', () => {
    expect(generate([ratioOf('sum(')])).toEqual({ files: [], notes: [] });
  });
});

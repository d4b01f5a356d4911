import { HttpPrometheusClient } from '../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';
import type { CandidateFile } from './types';
import { validateFiles, type ValidationDeps } from './validateFiles';

const END = Math.floor(Date.now() / 3_600_000) * 3600;
const DAY = 86_400;

const RECORDING: CandidateFile = {
  type: 'recording_rule',
  path: 'prometheus/rules/recording/shop_slis.yaml',
  content: `
groups:
  - name: shop_slis
    interval: 1m
    rules:
      - record: job:shop:rate5m
        expr: sum(rate(requests_total[5m]))
        labels: { service: shop }
`,
};

const alertFile = (expr: string): CandidateFile => ({
  type: 'alert_rule',
  path: 'prometheus/rules/alerting/shop_slos.yaml',
  content: `
groups:
  - name: shop_slos
    rules:
      - alert: ShopQuiet
        expr: ${expr}
        for: 10m
`,
});

const RUNBOOK: CandidateFile = {
  type: 'runbook',
  path: 'runbooks/shop.yaml',
  content: 'name: shop',
};
const DASHBOARD: CandidateFile = {
  type: 'grafana_dashboard',
  path: 'grafana/dashboards/shop.json',
  content: '{}',
};

describe('validateFiles', () => {
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: END - DAY,
      end: END,
      step: 60,
      series: [
        {
          name: 'requests_total',
          // Nobody comes in the last two hours.
          valueAt: time => Math.min(time, END - 7200) - (END - DAY),
        },
      ],
    });
  });
  afterAll(() => prometheus.stop());

  const validate = async (
    files: CandidateFile[],
    deps: Partial<ValidationDeps> = {},
  ) =>
    Object.fromEntries(
      await validateFiles(files, {
        promtool: { promtoolPath: 'promtool', timeoutMs: 20_000 },
        dryRun: { rangeSeconds: DAY, stepSeconds: 300, deadlineMs: 20_000 },
        prometheus: new HttpPrometheusClient({
          name: 'real',
          url: prometheus.url,
        }),
        now: () => new Date(END * 1000),
        ...deps,
      }),
    );

  const ALERTS = alertFile('job:shop:rate5m < 0.5');

  it('judges every file, and replays alerts over rules of the same run', async () => {
    const verdicts = await validate([RECORDING, ALERTS, RUNBOOK, DASHBOARD]);
    expect(verdicts).toMatchObject({
      [RECORDING.path]: { status: 'passed', errors: [] },
      [ALERTS.path]: {
        status: 'passed',
        dry_run: {
          verdict: 'passed',
          historical_trigger_count: 1,
          alerts: [{ alert: 'ShopQuiet', labels: { service: 'shop' } }],
        },
      },
      [RUNBOOK.path]: {
        status: 'failed',
        errors: expect.arrayContaining([
          expect.objectContaining({ validator: 'runbook_schema' }),
        ]),
      },
      [DASHBOARD.path]: {
        status: 'failed',
        errors: expect.arrayContaining([
          expect.objectContaining({ validator: 'grafana_schema' }),
        ]),
      },
    });
    expect(verdicts[RECORDING.path].dry_run).toBeUndefined();
  });

  it('replays alerts over rules that are deployed already', async () => {
    const alone = await validate([ALERTS]);
    expect(alone[ALERTS.path]).toMatchObject({
      status: 'inconclusive',
      errors: [{ validator: 'dry_run' }],
    });
    const beside = await validate([ALERTS], { deployedRules: [RECORDING] });
    expect(beside[ALERTS.path]).toMatchObject({
      status: 'passed',
      dry_run: { historical_trigger_count: 1 },
    });
    expect(Object.keys(beside)).toEqual([ALERTS.path]);
  });

  it('lets failed beat inconclusive', async () => {
    const broken = alertFile('sum(rate(requests_total[5m]) > 1');
    const { [broken.path]: verdict } = await validate([broken]);
    expect(verdict.status).toBe('failed');
    expect(verdict.errors.map(error => error.validator)).toEqual([
      'promtool',
      'dry_run',
    ]);
    expect(verdict.errors[0]).toMatchObject({
      message: expect.stringMatching(
        /^prometheus\/rules\/alerting\/shop_slos\.yaml: 6:15: .*unclosed left parenthesis/,
      ),
      path: '6:15',
    });
  });

  it('degrades visibly without promtool and Prometheus', async () => {
    const verdicts = await validate([RECORDING, ALERTS], {
      promtool: { promtoolPath: 'no-such-promtool', timeoutMs: 1000 },
      prometheus: undefined,
    });
    expect(verdicts[RECORDING.path]).toMatchObject({ status: 'inconclusive' });
    expect(verdicts[ALERTS.path]).toMatchObject({
      status: 'inconclusive',
      errors: [{ validator: 'promtool' }, { validator: 'dry_run' }],
      dry_run: { verdict: 'inconclusive' },
    });
  });

  it('passes the syntax and doubts the rest when only Prometheus is away', async () => {
    const { [ALERTS.path]: verdict } = await validate([RECORDING, ALERTS], {
      prometheus: new HttpPrometheusClient({
        name: 'away',
        url: 'http://127.0.0.1:1',
      }),
    });
    expect(verdict).toMatchObject({
      status: 'inconclusive',
      errors: [
        {
          validator: 'dry_run',
          message: expect.stringContaining('cannot be reached'),
        },
      ],
    });
  });

  it('tells of its steps', async () => {
    const steps: string[] = [];
    await validate([RECORDING, ALERTS, RUNBOOK], {
      onProgress: (...news) => steps.push(news.join(' ')),
    });
    const share = /^dry_run running \d+ %$/;
    expect(steps.filter(step => share.test(step)).length).toBeGreaterThan(1);
    expect(steps.filter(step => !share.test(step)).sort()).toEqual([
      'dry_run done 1 firing found',
      'dry_run running',
      'promtool done 2 of 2 files passed',
      'promtool running',
      'schemas done 0 of 1 files passed, 1 failed',
      'schemas running',
    ]);
  });

  it('runs rule tests: a wrong rule fails where it stands', async () => {
    const test: CandidateFile = {
      type: 'rule_test',
      path: 'prometheus/tests/shop_quiet.yaml',
      content: `
rule_files:
  - ../rules/recording/shop_slis.yaml
  - ../rules/alerting/shop_slos.yaml
group_eval_order: [shop_slis, shop_slos]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - series: requests_total
        values: 0+6x60
    promql_expr_test:
      - expr: ALERTS{alertname="ShopQuiet",alertstate="firing"}
        eval_time: 30m
        exp_samples:
          - labels: ALERTS{alertname="ShopQuiet",alertstate="firing",service="shop"}
            value: 1
`,
    };
    const ci: CandidateFile = {
      type: 'rule_test',
      path: '.github/workflows/slo-scout-shop.yaml',
      content: 'name: tests',
    };
    const steps: string[] = [];
    const right = await validate([RECORDING, ALERTS, test, ci], {
      onProgress: (...news) => steps.push(news.join(' ')),
    });
    expect(right[test.path]).toEqual({ status: 'passed', errors: [] });
    expect(right[ALERTS.path]).toMatchObject({ status: 'passed', errors: [] });
    expect(right[ci.path].status).toBe('failed');
    expect(steps).toContain('rule_tests done 1 of 2 files passed, 1 failed');
    const wrong = alertFile('job:shop:rate5m < 0.05');
    const verdicts = await validate([RECORDING, wrong, test]);
    expect(verdicts[test.path].status).toBe('failed');
    expect(verdicts[wrong.path]).toMatchObject({
      status: 'failed',
      errors: [
        {
          validator: 'rule_tests',
          message: `ShopQuiet does not do what ${test.path} says.`,
        },
      ],
      dry_run: { verdict: 'passed' },
    });
    expect(verdicts[RECORDING.path].status).toBe('passed');
    const beside = await validate([test], {
      deployedRules: [RECORDING, ALERTS],
    });
    expect(beside).toEqual({ [test.path]: { status: 'passed', errors: [] } });
  });

  it('judges nothing where there is nothing', async () => {
    await expect(validate([])).resolves.toEqual({});
  });
});

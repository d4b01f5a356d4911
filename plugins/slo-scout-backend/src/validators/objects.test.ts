import {
  checkoutLatencyP95,
  input,
  paymentRatio,
  paymentSuccessRate,
  slo,
} from '../generators/__fixtures__/paymentsApi';
import { generateFiles } from '../generators';
import type { GeneratorInput, OutputFormat } from '../generators/types';
import { HttpPrometheusClient } from '../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';
import type { CandidateFile } from './types';
import { validateFiles, type ValidationDeps } from './validateFiles';

// Replays of a day, on machines of any speed.
jest.setTimeout(60_000);

const END = Math.floor(Date.now() / 3_600_000) * 3600;
const DAY = 86_400;

const OPERATORS: OutputFormat = {
  rules: 'prometheus_operator',
  dashboard: 'configmap',
  namespace: 'monitoring',
  labels: { release: 'stack' },
};
const PLAIN: OutputFormat = {
  ...{ rules: 'prometheus', dashboard: 'json', labels: {} },
};
const TYPES = ['recording_rule', 'alert_rule', 'grafana_dashboard'] as const;

function generated(given: GeneratorInput, format: OutputFormat) {
  const target = { ...given.target, format };
  return generateFiles({ ...given, target }, TYPES).files;
}

describe('files inside of Kubernetes objects', () => {
  let prometheus: TestPrometheus;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: END - DAY,
      end: END,
      step: 60,
      series: ['200', '500'].map(code => ({
        name: 'http_requests_total',
        labels: { route: '/payment', code },
        // Every tenth payment fails, in one hour of the day.
        valueAt: time => {
          const failing = Math.min(Math.max(time - (END - 7200), 0), 3600);
          return code === '500' ? failing : (time - (END - DAY)) * 10;
        },
      })),
    });
  });
  afterAll(() => prometheus.stop());

  const validate = (
    files: CandidateFile[],
    deps: Partial<ValidationDeps> = {},
  ) =>
    validateFiles(files, {
      promtool: { promtoolPath: 'promtool', timeoutMs: 20_000 },
      dryRun: { rangeSeconds: DAY, stepSeconds: 300, deadlineMs: 60_000 },
      prometheus: new HttpPrometheusClient({
        name: 'real',
        url: prometheus.url,
      }),
      now: () => new Date(END * 1000),
      ...deps,
    });

  it('are judged as the plain files are, and the objects besides', async () => {
    const given = input([paymentSuccessRate]);
    const objects = generated(given, OPERATORS);
    const plain = generated(given, PLAIN);
    const [wrapped, bare] = [
      [...(await validate(objects)).values()],
      [...(await validate(plain)).values()],
    ];
    expect(wrapped).toEqual(bare);
    expect(wrapped[0]).toEqual({ status: 'passed', errors: [] });
    expect(wrapped[1].dry_run).toMatchObject({
      alerts: expect.arrayContaining([
        expect.objectContaining({
          alert: 'PaymentSuccessRateBurnRate1h',
          firings: [expect.anything()],
        }),
      ]),
    });
    expect(wrapped[2]).toEqual({ status: 'passed', errors: [] });
  });

  it('are read as what is deployed already', async () => {
    const [recording, alerts] = generated(
      input([paymentSuccessRate]),
      OPERATORS,
    );
    const firings = async (deployedRules: CandidateFile[]) => {
      const verdicts = await validate([alerts], { deployedRules });
      return verdicts.get(alerts.path)!.dry_run!.historical_trigger_count;
    };
    // Long windows are summed up from what is recorded.
    expect(await firings([recording])).toBeGreaterThan(await firings([]));
  });

  it('have their faults named where they stand in the object', async () => {
    const broken = slo({
      name: 'broken',
      sli: {
        ...paymentRatio,
        bad: { query: 'sum(rate(x[5m])', counter: true },
      },
    });
    const [recording] = generated(
      input([broken, checkoutLatencyP95]),
      OPERATORS,
    );
    const verdict = (await validate([recording])).get(recording.path)!;
    expect(verdict.status).toBe('failed');
    const [{ path, message }] = verdict.errors;
    const [line, column] = path!.split(':').map(Number);
    expect(recording.content.split('\n')[line - 1].slice(column - 1)).toBe(
      'sum(rate(x[5m])',
    );
    expect(message).toContain(`${recording.path}: ${path}: group`);
  });

  it('fail where Kubernetes would refuse them though Prometheus would not', async () => {
    const [recording] = generated(input([paymentSuccessRate]), OPERATORS);
    const content = recording.content.replace(/name: payments/, 'name: Pay');
    const verdict = (await validate([{ ...recording, content }])).get(
      recording.path,
    );
    expect(verdict).toMatchObject({
      status: 'failed',
      errors: [{ validator: 'kubernetes_schema', path: '/metadata/name' }],
    });
  });

  it('fail at promtool where they cannot be opened', async () => {
    const [recording] = generated(input([paymentSuccessRate]), OPERATORS);
    const content = recording.content.replace('spec:\n', 'spec: # ours\n');
    const verdict = (await validate([{ ...recording, content }])).get(
      recording.path,
    );
    expect(verdict?.status).toBe('failed');
    expect(verdict?.errors.map(error => error.validator)).toEqual([
      'kubernetes_schema',
      ...verdict!.errors.slice(1).map(() => 'promtool'),
    ]);
    expect(verdict?.errors.length).toBeGreaterThan(1);
  });
});

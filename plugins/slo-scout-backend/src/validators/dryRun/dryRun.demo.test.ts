/** The demo's services and incidents, in eight days instead of thirty. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DryRunResult,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  DEMO_INCIDENTS,
  demoPlatformDirectory,
  type PrometheusHandle,
  startPrometheus,
} from 'testbed';
import { budgetsOf } from '../../artifacts/budgetsOf';
import { generateFiles } from '../../generators';
import { HttpPrometheusClient } from '../../prometheus';
import { readDocuments } from '../../slos/documents';
import { dryRun } from './dryRun';
import { readRuleFile } from './ruleFile';

jest.setTimeout(240_000);

const MINUTE = 60_000;
const DAYS_BEFORE = [6, 4, 2];

describe('the dry run of the demo', () => {
  let folder: string;
  let prometheus: PrometheusHandle;
  let result: DryRunResult;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dry-run-demo-'));
    prometheus = await startPrometheus({
      dataDir: join(folder, 'prometheus'),
      historyDays: 8,
      incidents: DEMO_INCIDENTS.map((incident, i) => ({
        ...incident,
        hoursBefore: DAYS_BEFORE[i] * 24,
      })),
    });
    result = await replay();
  });
  afterAll(async () => {
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function replay(): Promise<DryRunResult> {
    const input = generatorInput();
    const { files } = generateFiles(input, ['recording_rule', 'alert_rule']);
    const read = (type: string) =>
      files
        .filter(file => file.type === type)
        .map(({ path, content }) => ({ path, ...readRuleFile(content) }));
    const results = await dryRun({
      rangeSeconds: 7 * 86_400,
      stepSeconds: 300,
      deadlineMs: 200_000,
      alerts: new Map(
        read('alert_rule').map(({ path, alerts }) => [path, alerts]),
      ),
      recordings: read('recording_rule').flatMap(file => file.recordings),
      budgets: budgetsOf(input),
      client: new HttpPrometheusClient({ name: 'real', url: prometheus.url }),
      now: prometheus.world.anchor.getTime() / 1000,
    });
    return [...results.values()][0];
  }

  function generatorInput() {
    const text = readFileSync(
      join(demoPlatformDirectory, 'slos/payments-api.yaml'),
      'utf8',
    );
    const entity_ref = 'component:default/payments-api';
    const slos = readDocuments(text).slos.map(
      (draft): Slo => ({
        ...draft,
        id: draft.name,
        entity_ref,
        revision: 1,
        status: 'approved',
        content_hash: '0'.repeat(64),
        source: { kind: 'api' },
        created_at: '2026-01-01T00:00:00Z',
        created_by: 'user:default/author',
      }),
    );
    return {
      service: {
        entity_ref,
        name: 'payments-api',
        owner: 'group:default/payments',
        namespace: 'default',
      },
      environment: 'production',
      target: {
        name: 'production',
        repo: 'acme/config',
        branch: 'main',
        directory: '',
        fileUrl: (path: string) => `https://git.example/${path}`,
      },
      slos,
    };
  }

  const incident = (name: string) =>
    prometheus.world.incidents.find(one => one.name === name)!;

  /** Minutes from an incident's start to a firing's, and from its end to the firing's. */
  const late = (alert: string, name: string) => {
    const { start, end } = incident(name);
    return result.alerts
      .filter(replayed => replayed.alert === alert)
      .flatMap(({ firings }) => firings)
      .filter(
        firing =>
          Date.parse(firing.start) >= start.getTime() &&
          Date.parse(firing.start) <= end.getTime() + 60 * MINUTE,
      )
      .map(firing => [
        (Date.parse(firing.start) - start.getTime()) / MINUTE,
        (Date.parse(firing.end) - end.getTime()) / MINUTE,
      ]);
  };

  const between = (least: number, most: number) => ({
    asymmetricMatch: (value: number) => value >= least && value <= most,
  });

  it.each([
    // `for` is 5 minutes, and the rate over 5 minutes takes some to rise and to fall.
    ['CheckoutLatencyP95High', 'slow-database', [5.5, 8], [0, 6]],
    ['CheckoutLatencyP95High', 'noisy-neighbour', [5.5, 9], [0, 6]],
    // 14.4 % of an hour have to be bad first; the short window ends it.
    ['CheckoutLatencyP95BurnRate1h', 'slow-database', [8, 12], [0, 10]],
    // 1.44 % of an hour at 12.5 %.
    ['PaymentSuccessRateBurnRate1h', 'card-network-down', [6, 9], [0, 6]],
  ] as Array<[string, string, [number, number], [number, number]]>)(
    '%s fires for %s, and says when',
    (alert, name, begins, ends) => {
      expect(late(alert, name)).toEqual([
        [between(...begins), between(...ends)],
      ]);
    },
  );

  it('is exact, and rests on data', () => {
    expect(result).toMatchObject({ verdict: 'passed', exact: true });
    expect(result.coverage).toBeGreaterThan(0.99);
  });

  it('has nothing to say of the time between the incidents', () => {
    const times = prometheus.world.incidents;
    const stray = result.alerts.flatMap(({ alert, firings }) =>
      firings
        .filter(
          firing =>
            !times.some(
              ({ start, end }) =>
                Date.parse(firing.start) >= start.getTime() &&
                Date.parse(firing.start) <= end.getTime() + 60 * MINUTE,
            ),
        )
        .map(firing => `${alert} ${firing.start}`),
    );
    expect(stray).toEqual([]);
    const quiet = result.alerts.filter(({ alert }) =>
      alert.startsWith('ConfirmLatency'),
    );
    expect(quiet.length).toBeGreaterThan(0);
    expect(quiet.flatMap(({ firings }) => firings)).toEqual([]);
  });

  it('says what the incident cost of the budget', () => {
    const [firing] = result.alerts.find(
      ({ alert }) => alert === 'PaymentSuccessRateBurnRate1h',
    )!.firings;
    // 34 minutes at 12.5 % of some traffic, where 0.1 % of 30 days may fail: about a
    // tenth of the budget, by the hour of the day.
    expect(firing.budget_burnt).toBeGreaterThan(0.03);
    expect(firing.budget_burnt).toBeLessThan(0.25);
    expect(firing.budget_left).toBeLessThan(1);
    expect(firing.breach_start).toBeDefined();
  });
});

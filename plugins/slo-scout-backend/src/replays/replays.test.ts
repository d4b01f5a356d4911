import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  BacktestAnswer,
  DryRunResult,
  WhatIfAnswer,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type GitHost, GITOPS_REPOSITORY, startGitHost } from 'testbed';
import { approvedSlo } from '../__testUtils__/approvedFiles';
import { countingDocument, LATENCY_DOCUMENT } from '../__testUtils__/documents';
import {
  PAYMENTS,
  TestPortal,
  type TestUser,
} from '../__testUtils__/testPortal';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';

jest.setTimeout(120_000);

const HOUR = 3600;
const DAY = 24 * HOUR;
const END = Math.floor(Date.now() / 60_000) * 60;
const START = END - 5 * DAY;
/** For an hour 4 % of the requests fail, and the value goes to 0.6. */
const INCIDENT = END - DAY - 3 * HOUR;

const inIncident = (time: number) => time >= INCIDENT && time < INCIDENT + HOUR;
const failures = (time: number) =>
  0.4 * Math.min(HOUR, Math.max(0, time - INCIDENT));

const THEIRS = `groups:
  - name: old
    interval: 30s
    rules:
      - alert: ManyErrors
        expr: rate(errors_total[5m]) / rate(requests_total[5m]) > 0.03
        for: 10m
`;

/** What fired, by alert. */
const firings = ({ alerts }: DryRunResult) =>
  alerts
    .filter(alert => alert.firings.length > 0)
    .map(({ alert, firings: all }) => [
      alert,
      all.map(({ start, end }) => `${start} ${end}`),
    ]);

describe('replays', () => {
  let folder: string;
  let prometheus: TestPrometheus;
  let gitHost: GitHost;
  let portal: TestPortal;
  let ratioId: string;
  let thresholdId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replays-'));
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: 30,
      series: [
        { name: 'requests_total', valueAt: time => 10 * (time - START) },
        { name: 'errors_total', valueAt: failures },
        {
          name: 'latency_seconds',
          valueAt: time => (inIncident(time) ? 0.6 : 0.2),
        },
      ],
    });
    gitHost = await startGitHost({
      dataDir: folder,
      repositories: {
        [GITOPS_REPOSITORY]: {
          'README.md': '# Rules\n',
          'old/rules.yml': THEIRS,
        },
      },
    });
    portal = await TestPortal.start({
      gitHost,
      config: {
        prometheus: [{ name: 'production', url: prometheus.url }],
        dryRun: { range: { days: 2 } },
      },
    });
    ratioId = await approvedSlo(portal, countingDocument());
    thresholdId = await approvedSlo(portal, LATENCY_DOCUMENT);
  });

  afterAll(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const approved = (text: string) => approvedSlo(portal, text);
  const whatIf = (id: string, changes: object, user: TestUser = 'author') =>
    portal.as(user).post(`/v1/slos/${id}/what-if`, { changes });
  const answered = async (id: string, changes: object) => {
    const { status, body } = await whatIf(id, changes);
    expect([status, body.error]).toEqual([200, undefined]);
    return body as WhatIfAnswer;
  };
  /** Range queries that Prometheus itself has counted. */
  async function served(): Promise<number> {
    const text = await (await fetch(`${prometheus.url}/metrics`)).text();
    const line =
      /prometheus_http_requests_total\{code="200",handler="\/api\/v1\/query_range"\} (\d+)/;
    return Number(line.exec(text)?.[1] ?? 0);
  }

  describe('what if', () => {
    it('answers further questions without another query', async () => {
      const first = await answered(ratioId, {});
      expect(first.result).toMatchObject({ verdict: 'passed', exact: true });
      expect(first.queries).toBeGreaterThan(0);
      const before = await served();
      const strict = await answered(ratioId, { objective: 0.999 });
      const loose = await answered(ratioId, { objective: 0.9 });
      await answered(ratioId, { window: '7d', objective: 0.995 });
      expect(await served()).toBe(before);
      expect([strict.queries, loose.queries]).toEqual([0, 0]);
      // 4 % bad is 40 times the 0.1 % allowed, 4 times 1 %, and less than 10 %.
      const count = ({ result }: WhatIfAnswer) =>
        result.historical_trigger_count;
      expect(count(strict)).toBeGreaterThan(count(first));
      expect(count(loose)).toBe(0);
      expect(loose.result.verdict).toBe('passed');
    });

    it('says the same as the dry run of an SLO that has these numbers', async () => {
      const changes = { objective: 0.995, window: '7d' };
      const asked = await answered(ratioId, changes);
      expect(asked.document).toContain('target: 0.995');
      const other = await approved(
        asked.document.replaceAll('orders', 'orders2'),
      );
      const real = await answered(other, {});
      expect(real.queries).toBeGreaterThan(0);
      const renamed = JSON.parse(
        JSON.stringify(firings(real.result)).replaceAll('Orders2', 'Orders'),
      );
      expect(firings(asked.result)).toEqual(renamed);
      expect(firings(asked.result).length).toBeGreaterThan(0);
    });

    it('moves the limit of a value, and how long it may be beyond', async () => {
      const high = async (changes: object) => {
        const { result } = await answered(thresholdId, changes);
        return result.alerts
          .filter(({ alert }) => alert === 'LatencyHigh')
          .flatMap(alert => alert.firings.map(f => f.duration_seconds));
      };
      expect(await high({})).toEqual([55 * 60]);
      expect(await high({ alert_for: '30m' })).toEqual([30 * 60]);
      expect(await high({ alert_for: '1h' })).toEqual([]);
      expect(await high({ threshold: 0.6 })).toEqual([]);
      const { document: text } = await answered(thresholdId, {
        threshold: 0.4,
        alert_for: '30m',
      });
      expect(text).toContain('slo-scout.io/alert-for: 30m');
      expect(text).toContain('value: 0.4');
    });

    it('makes a draft of what it gives, through the door of every draft', async () => {
      const { document: text, base_revision } = await answered(ratioId, {
        objective: 0.98,
      });
      const saved = await portal
        .as('author')
        .post('/v1/slos', { entity_ref: PAYMENTS, document: text });
      expect(saved.status).toBe(201);
      expect(saved.body.slos[0]).toMatchObject({
        id: ratioId,
        objective: 0.99,
        draft: { objective: 0.98, revision: base_revision + 1 },
      });
      // From here on it is the draft that is tried out.
      expect((await answered(ratioId, {})).base_revision).toBe(
        base_revision + 1,
      );
    });

    it.each([
      [{ objective: 1 }, 400, 'an objective of 100 %'],
      [{ objective: 2 }, 400, 'is not a share of events'],
      [{ window: '1d' }, 400, 'Choose a window of at least 3d'],
      [{ threshold: 1 }, 400, 'has no threshold to change'],
      [{ alert_for: '5m' }, 400, 'has no alert_for to change'],
      [{ window: 'soon' }, 400, 'window'],
      [{ colour: 'red' }, 400, 'must NOT have additional properties'],
    ])('refuses %j with a sentence', async (changes, status, words) => {
      const before = await portal.contents();
      const answer = await whatIf(ratioId, changes);
      expect([answer.status, answer.body.error.message]).toEqual([
        status,
        expect.stringContaining(words),
      ]);
      expect(await portal.contents()).toEqual(before);
    });

    it('is for those who may generate', async () => {
      expect((await whatIf(ratioId, {}, 'stranger')).status).toBe(403);
      const nowhere = '00000000-0000-4000-8000-000000000000';
      expect((await whatIf(nowhere, {})).status).toBe(404);
    });
  });

  describe('backtest', () => {
    const backtest = (body: object, user: TestUser = 'author') =>
      portal.as(user).post('/v1/backtests', { entity_ref: PAYMENTS, ...body });

    it.each([
      ['a rule file', { content: THEIRS }],
      ['a file of the repository', { path: 'old/rules.yml' }],
      [
        'a PrometheusRule',
        {
          content: `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: old }\nspec:\n  ${THEIRS.replaceAll(
            '\n',
            '\n  ',
          )}`,
        },
      ],
    ])('replays %s beside ours', async (_, body) => {
      const { status, body: answer } = await backtest(body);
      expect([status, answer.error]).toEqual([200, undefined]);
      const { theirs, ours, fidelity } = answer as BacktestAnswer;
      expect(theirs).toMatchObject({ verdict: 'passed', exact: true });
      expect(theirs.alerts).toHaveLength(1);
      expect(theirs.alerts[0]).toMatchObject({ alert: 'ManyErrors' });
      // Above 3 % after some minutes, then ten of waiting; for an hour in all.
      const [firing] = theirs.alerts[0].firings;
      expect(Date.parse(firing.start) / 1000 - INCIDENT).toBeGreaterThan(600);
      expect(firing.duration_seconds).toBeLessThan(HOUR);
      expect(ours?.alerts.map(({ alert }) => alert)).toContain(
        'OrdersBurnRate1h',
      );
      expect(ours?.end).toBe(theirs.end);
      // Prometheus has never had these rules.
      expect(fidelity).toEqual([]);
    });

    it('gives a first look in the fast mode, and says that it is one', async () => {
      const { body } = await backtest({ content: THEIRS, mode: 'fast' });
      expect(body.theirs).toMatchObject({ exact: false, step_seconds: 300 });
    });

    it.each([
      [{}, 400, 'Give either content or path.'],
      [{ content: THEIRS, path: 'a.yml' }, 400, 'Give either content or path.'],
      [{ content: 'groups: 1' }, 400, 'groups and rules must be lists'],
      [{ content: '"' }, 400, 'This is not a rule file'],
      [
        { content: 'groups: [{ name: a, rules: [{ record: a, expr: b }] }]' },
        400,
        'it has no alerting rule',
      ],
      [{ path: '../secrets.yml' }, 400, 'is not the path of a YAML file'],
      [{ path: '/etc/rules.yml' }, 400, 'is not the path of a YAML file'],
      [{ path: 'README.md' }, 400, 'is not the path of a YAML file'],
      [{ path: 'old/none.yml' }, 404, 'has no old/none.yml on main'],
    ])('refuses %j with a sentence', async (body, status, words) => {
      const answer = await backtest(body);
      expect([answer.status, answer.body.error.message]).toEqual([
        status,
        expect.stringContaining(words),
      ]);
    });

    it('does not take an expression that fails for a silent one', async () => {
      const { status, body } = await backtest({
        content: THEIRS.replace('rate(errors_total[5m])', 'rate(errors_total'),
      });
      expect(status).toBe(200);
      expect(body.theirs.verdict).toBe('inconclusive');
    });

    it('is for those who may generate, and stores nothing', async () => {
      expect((await backtest({ content: THEIRS }, 'stranger')).status).toBe(
        403,
      );
      const before = await portal.contents();
      await backtest({ content: THEIRS, mode: 'fast' });
      expect(await portal.contents()).toEqual(before);
    });
  });
});

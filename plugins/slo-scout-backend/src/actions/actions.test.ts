import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { exampleDocument } from '../__testUtils__/examples';
import { PAYMENTS } from '../__testUtils__/testPortal';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';
import { ActionWorld } from './__testUtils__/ActionWorld';
import { actionsRegistryRef } from './actionsRegistryRef';

jest.setTimeout(240_000);

const HOUR = 3600;
const END = Math.floor(Date.now() / 60_000) * 60;
const START = END - 3 * 24 * HOUR;
/** For an hour 5 % of the requests fail. */
const INCIDENT = END - 12 * HOUR;
const bad = (time: number) =>
  0.5 * Math.min(HOUR, Math.max(0, time - INCIDENT));

/** Everything that there is. No approval, override, deployment or policy among it. */
const ACTIONS = {
  'list-slos': { readOnly: true, destructive: false, idempotent: true },
  'dry-run': { readOnly: true, destructive: false, idempotent: true },
  'what-if': { readOnly: true, destructive: false, idempotent: true },
  generate: { readOnly: false, destructive: true, idempotent: false },
  'explain-refusal': { readOnly: true, destructive: false, idempotent: true },
  'request-approval': {
    readOnly: false,
    destructive: false,
    idempotent: false,
  },
};

describe('actions, through the real registry', () => {
  let prometheus: TestPrometheus;
  let world: ActionWorld;
  let draftId: string;

  beforeAll(async () => {
    prometheus = await startTestPrometheus({
      start: START,
      end: END,
      step: 30,
      series: [
        { name: 'all_total', valueAt: time => 10 * (time - START) },
        { name: 'good_total', valueAt: t => 10 * (t - START) - bad(t) },
      ],
    });
    world = await ActionWorld.start({
      prometheus: [{ name: 'production', url: prometheus.url }],
      dryRun: { range: { days: 2 } },
    });
    draftId = await world.draft('unapproved');
  });
  afterAll(async () => {
    await world?.portal.stop();
    await prometheus?.stop();
  });

  it('are these, and none that approves, overrides, deploys or edits policy', async () => {
    const { body } = await world.portal
      .as('author')
      .get('/.backstage/actions/v1/actions');
    const found = body.actions as Array<{
      name: string;
      attributes: object;
      description: string;
      schema: { input: { additionalProperties: boolean } };
    }>;
    expect(Object.fromEntries(found.map(a => [a.name, a.attributes]))).toEqual(
      ACTIONS,
    );
  });

  it('is the registry of Backstage, by the id that it has', () => {
    expect(actionsRegistryRef.id).toBe(actionsRegistryServiceRef.id);
  });

  it('refuses whoever is nobody', async () => {
    for (const name of Object.keys(ACTIONS)) {
      const { status } = await world.invoke(world.portal.asNobody(), name, {});
      expect({ name, status }).toEqual({ name, status: 401 });
    }
  });

  describe('for a service or a stranger', () => {
    let inputs: Record<string, object>;
    beforeAll(async () => {
      const artifact_ids = await world.generate([
        'recording_rule',
        'alert_rule',
      ]);
      inputs = {
        'dry-run': { slo_ids: [world.sloId] },
        generate: { slo_ids: [world.sloId] },
        'what-if': { slo_id: world.sloId },
        'explain-refusal': { artifact_ids },
        'request-approval': { artifact_ids },
      };
    });

    it('a service gets nothing that needs a person', async () => {
      const before = await world.portal.contents();
      for (const [name, input] of Object.entries(inputs)) {
        expect([
          name,
          ...(await world.refusal(world.portal.asService(), name, input)),
        ]).toEqual([
          name,
          403,
          'This needs a person: service credentials cannot do it',
        ]);
      }
      expect(await world.portal.contents()).toEqual(before);
    });

    it('a stranger changes nothing and tries nothing out', async () => {
      const before = await world.portal.contents();
      for (const name of [
        'dry-run',
        'generate',
        'what-if',
        'request-approval',
      ]) {
        const [status, message] = await world.refusal(
          world.portal.as('stranger'),
          name,
          inputs[name],
        );
        expect({ name, status }).toEqual({ name, status: 403 });
        expect(message).toMatch(/neither owns payments-api/);
      }
      expect(await world.portal.contents()).toEqual(before);
      expect(world.portal.notes).toEqual([]);
    });
  });

  it('list-slos says what is in force and what is not', async () => {
    const all = await world.output('stranger', 'list-slos', {
      entity_ref: PAYMENTS,
    });
    expect(all.total).toBe(2);
    const drafts = await world.output('author', 'list-slos', {
      entity_ref: PAYMENTS,
      status: 'draft',
    });
    expect(drafts).toEqual({
      total: 1,
      slos: [
        {
          ...{ id: draftId, name: 'unapproved', status: 'draft', revision: 1 },
          ...{ objective: 0.999, window: '30d', severity: 'high' },
          indicator: 'ratio',
        },
      ],
    });
    const one = await world.output('author', 'list-slos', {
      entity_ref: PAYMENTS,
      limit: 1,
    });
    expect([one.total, one.slos.length]).toEqual([2, 1]);
  });

  it.each([
    ['list-slos', { entity_ref: '' }],
    ['list-slos', { entity_ref: PAYMENTS, limit: 501 }],
    ['list-slos', { entity_ref: 'a\0b' }],
    ['dry-run', { slo_ids: [] }],
    ['generate', { slo_ids: ['x'], artifact_types: ['policy'] }],
    ['what-if', { slo_id: 'x', objective: 1 }],
    ['what-if', { slo_id: 'x', window: 'a month' }],
    ['explain-refusal', {}],
    ['request-approval', { artifact_ids: ['x'], message: 'a'.repeat(501) }],
  ])('%s refuses %j', async (name, input) => {
    const [status, message] = await world.refusal(
      world.portal.as('author'),
      name,
      input,
    );
    expect(status).toBe(400);
    expect(message).toContain(`Invalid input to action "slo-scout:${name}"`);
  });

  it('dry-run replays the alerts and stores nothing', async () => {
    const before = await world.portal.contents();
    const result = await world.output('author', 'dry-run', {
      slo_ids: [world.sloId],
      artifact_types: ['recording_rule', 'alert_rule'],
      include_content: true,
    });
    expect(await world.portal.contents()).toEqual(before);
    const alerts = result.files.find(
      ({ type }: { type: string }) => type === 'alert_rule',
    );
    expect(alerts.content).toContain('alert:');
    expect(alerts.dry_run.range_days).toBe(2);
    expect(alerts.dry_run.firings).toBeGreaterThan(0);
    expect(
      alerts.dry_run.alerts.some((a: { firings: number }) => a.firings > 0),
    ).toBe(true);
  });

  it('generate does not take up an SLO that nobody approved, and leaves the same trace as over HTTP', async () => {
    const wish = { slo_ids: [draftId], artifact_types: ['recording_rule'] };
    const overHttp = await world.audited(() =>
      world.portal.as('author').post('/v1/artifacts/generate', wish),
    );
    const entries = await world.audited(async () => {
      expect(
        await world.refusal(world.portal.as('author'), 'generate', wish),
      ).toEqual([400, `SLO ${draftId} not approved`]);
    });
    expect(entries).toEqual(['generation_refused user:default/author']);
    expect(entries).toEqual(overHttp);
  });

  it('generate stores files that wait for a person', async () => {
    let ids: string[] = [];
    const entries = await world.audited(async () => {
      ids = await world.generate(['recording_rule']);
    });
    expect(entries).toEqual(['artifacts_generated user:default/author']);
    const { body } = await world.portal
      .as('author')
      .get(`/v1/artifacts/${ids[0]}`);
    expect(body.artifact).toMatchObject({
      approval_status: 'pending',
      created_by: 'user:default/author',
    });
  });

  it('generate shows a file that failed with the words of promtool', async () => {
    const { body } = await world.portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'broken' }).replace(
        'query: good_total',
        'query: "sum(good_total"',
      ),
    });
    const [{ id }] = body.slos;
    await world.portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    const result = await world.output('author', 'generate', {
      slo_ids: [id],
      artifact_types: ['recording_rule'],
    });
    expect(result.verdict).toBe('failed');
    expect(result.files[0].errors[0].validator).toBe('promtool');
    await world.portal.as('sre').patch(`/v1/slos/${id}`, { action: 'retire' });
  });

  it('what-if changes nothing, and answers with a document', async () => {
    const before = await world.portal.contents();
    const strict = await world.output('author', 'what-if', {
      slo_id: world.sloId,
      objective: 0.9995,
    });
    const loose = await world.output('author', 'what-if', {
      slo_id: world.sloId,
      objective: 0.9,
    });
    expect(await world.portal.contents()).toEqual(before);
    expect(strict.result.firings).toBeGreaterThan(0);
    expect(loose.result.firings).toBe(0);
    expect(strict.document).toContain('target: 0.9995');
  });
});

import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleDocument } from '../__testUtils__/examples';
import {
  type Caller,
  PAYMENTS,
  TestPortal,
  type TestUser,
} from '../__testUtils__/testPortal';
import { RELAXED } from '../audit/__testUtils__/PendingBundles';
import { ROLES } from '../governance/__testUtils__/refusedBundle';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../prometheus/__testUtils__/startTestPrometheus';
import { actionsRegistryRef } from './actionsRegistryRef';

jest.setTimeout(240_000);

const HOUR = 3600;
const END = Math.floor(Date.now() / 60_000) * 60;
const START = END - 3 * 24 * HOUR;
/** For an hour 5 % of the requests fail. */
const INCIDENT = END - 12 * HOUR;
const bad = (time: number) =>
  0.5 * Math.min(HOUR, Math.max(0, time - INCIDENT));

/** Two files at once need somebody who lets them pass. */
const POLICY = {
  ...RELAXED,
  global: {
    conditions: [
      {
        ...{ id: 'two_files', expression: 'size(files) < 2', mode: 'block' },
        requiredOverride: 'senior_sre_approval',
        message: 'At most two files at once.',
      },
    ],
  },
};

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
  let portal: TestPortal;
  let sloId: string;
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
    portal = await TestPortal.start({
      features: [actionsRegistryServiceFactory],
      config: {
        prometheus: [{ name: 'production', url: prometheus.url }],
        dryRun: { range: { days: 2 } },
        roles: ROLES,
        policy: POLICY,
      },
    });
    sloId = await draft('success');
    await portal.as('sre').patch(`/v1/slos/${sloId}`, { action: 'approve' });
    draftId = await draft('unapproved');
  });
  afterAll(async () => {
    await portal?.stop();
    await prometheus?.stop();
  });

  async function draft(name: string): Promise<string> {
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name }),
    });
    return body.slos[0].id;
  }
  const invoke = (who: Caller, name: string, input: object) =>
    who.post(`/.backstage/actions/v1/actions/slo-scout:${name}/invoke`, input);
  const output = async (user: TestUser, name: string, input: object) => {
    const { body } = await invoke(portal.as(user), name, input);
    expect(body.error).toBeUndefined();
    return body.output;
  };
  const refusal = async (who: Caller, name: string, input: object) => {
    const { status, body } = await invoke(who, name, input);
    return [status, body.error?.message];
  };
  async function auditEntries(): Promise<AuditEntry[]> {
    const { body } = await portal.as('author').get('/v1/audit?limit=500');
    return body.entries;
  }
  /** What an action has left in the log. */
  async function audited(work: () => Promise<unknown>) {
    const before = (await auditEntries()).length;
    await work();
    const after = await auditEntries();
    return after
      .slice(0, after.length - before)
      .map(({ action, actor }) => `${action} ${actor}`);
  }
  const generate = async (types: string[]) => {
    const { files } = await output('author', 'generate', {
      slo_ids: [sloId],
      artifact_types: types,
    });
    return files.map(({ id }: { id: string }) => id) as string[];
  };

  it('are these, and none that approves, overrides, deploys or edits policy', async () => {
    const { body } = await portal
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
      const { status } = await invoke(portal.asNobody(), name, {});
      expect({ name, status }).toEqual({ name, status: 401 });
    }
  });

  describe('for a service or a stranger', () => {
    let inputs: Record<string, object>;
    beforeAll(async () => {
      const artifact_ids = await generate(['recording_rule', 'alert_rule']);
      inputs = {
        'dry-run': { slo_ids: [sloId] },
        generate: { slo_ids: [sloId] },
        'what-if': { slo_id: sloId },
        'explain-refusal': { artifact_ids },
        'request-approval': { artifact_ids },
      };
    });

    it('a service gets nothing that needs a person', async () => {
      const before = await portal.contents();
      for (const [name, input] of Object.entries(inputs)) {
        expect([
          name,
          ...(await refusal(portal.asService(), name, input)),
        ]).toEqual([
          name,
          403,
          'This needs a person: service credentials cannot do it',
        ]);
      }
      expect(await portal.contents()).toEqual(before);
    });

    it('a stranger changes nothing and tries nothing out', async () => {
      const before = await portal.contents();
      for (const name of [
        'dry-run',
        'generate',
        'what-if',
        'request-approval',
      ]) {
        const [status, message] = await refusal(
          portal.as('stranger'),
          name,
          inputs[name],
        );
        expect({ name, status }).toEqual({ name, status: 403 });
        expect(message).toMatch(/neither owns payments-api/);
      }
      expect(await portal.contents()).toEqual(before);
      expect(portal.notes).toEqual([]);
    });
  });

  it('list-slos says what is in force and what is not', async () => {
    const all = await output('stranger', 'list-slos', { entity_ref: PAYMENTS });
    expect(all.total).toBe(2);
    const drafts = await output('author', 'list-slos', {
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
    const one = await output('author', 'list-slos', {
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
    const [status, message] = await refusal(portal.as('author'), name, input);
    expect(status).toBe(400);
    expect(message).toContain(`Invalid input to action "slo-scout:${name}"`);
  });

  it('dry-run replays the alerts and stores nothing', async () => {
    const before = await portal.contents();
    const result = await output('author', 'dry-run', {
      slo_ids: [sloId],
      artifact_types: ['recording_rule', 'alert_rule'],
      include_content: true,
    });
    expect(await portal.contents()).toEqual(before);
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
    const overHttp = await audited(() =>
      portal.as('author').post('/v1/artifacts/generate', wish),
    );
    const entries = await audited(async () => {
      expect(await refusal(portal.as('author'), 'generate', wish)).toEqual([
        400,
        `SLO ${draftId} not approved`,
      ]);
    });
    expect(entries).toEqual(['generation_refused user:default/author']);
    expect(entries).toEqual(overHttp);
  });

  it('generate stores files that wait for a person', async () => {
    let ids: string[] = [];
    const entries = await audited(async () => {
      ids = await generate(['recording_rule']);
    });
    expect(entries).toEqual(['artifacts_generated user:default/author']);
    const { body } = await portal.as('author').get(`/v1/artifacts/${ids[0]}`);
    expect(body.artifact).toMatchObject({
      approval_status: 'pending',
      created_by: 'user:default/author',
    });
  });

  it('generate shows a file that failed with the words of promtool', async () => {
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'broken' }).replace(
        'query: good_total',
        'query: "sum(good_total"',
      ),
    });
    const [{ id }] = body.slos;
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    const result = await output('author', 'generate', {
      slo_ids: [id],
      artifact_types: ['recording_rule'],
    });
    expect(result.verdict).toBe('failed');
    expect(result.files[0].errors[0].validator).toBe('promtool');
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'retire' });
  });

  it('what-if changes nothing, and answers with a document', async () => {
    const before = await portal.contents();
    const strict = await output('author', 'what-if', {
      slo_id: sloId,
      objective: 0.9995,
    });
    const loose = await output('author', 'what-if', {
      slo_id: sloId,
      objective: 0.9,
    });
    expect(await portal.contents()).toEqual(before);
    expect(strict.result.firings).toBeGreaterThan(0);
    expect(loose.result.firings).toBe(0);
    expect(strict.document).toContain('target: 0.9995');
  });

  it('explain-refusal names limit, measured value and who may let it pass', async () => {
    const artifact_ids = await generate(['recording_rule', 'alert_rule']);
    const before = await portal.contents();
    const told = await output('sre', 'explain-refusal', { artifact_ids });
    expect(await portal.contents()).toEqual(before);
    expect(told).toMatchObject({ refused: true, environment: 'production' });
    expect(told.violations[0]).toMatchObject({
      invariant: 'two_files',
      effect: 'blocks',
      override: 'senior_sre_approval',
      may_permit: ['group:default/senior-sre'],
    });
    expect(told.summary).toContain('At most two files at once.');
    expect(told.summary).toContain(
      'senior sre approval, which members of group:default/senior-sre may give',
    );
  });

  it('explain-refusal says of an owner that others approve', async () => {
    const artifact_ids = await generate(['recording_rule']);
    const told = await output('author', 'explain-refusal', { artifact_ids });
    const blocking = told.violations.filter(
      ({ effect }: { effect: string }) => effect === 'blocks',
    );
    expect(blocking).toMatchObject([
      { invariant: 'approval_required', limit: 'true', measured: 'false' },
    ]);
    expect(blocking[0].sentence).toContain('by request-approval');
  });

  it('request-approval asks those who may approve, and approves nothing', async () => {
    const artifact_ids = await generate(['recording_rule']);
    portal.notes.length = 0;
    const entries = await audited(async () => {
      const answer = await output('author', 'request-approval', {
        artifact_ids,
        message: 'The rules of the new service.',
      });
      expect(answer).toMatchObject({
        asked: ['group:default/sre', 'group:default/senior-sre'],
        link: '/catalog/default/component/payments-api/slo-scout',
      });
    });
    expect(entries).toEqual(['approval_requested user:default/author']);
    expect(portal.notes).toMatchObject([
      {
        recipients: {
          entityRef: ['group:default/sre', 'group:default/senior-sre'],
          excludeEntityRef: ['user:default/author'],
        },
        payload: {
          description:
            'user:default/author asks you to look at 1 file for production. The rules of the new service.',
        },
      },
    ]);
    const { body } = await portal
      .as('author')
      .get(`/v1/artifacts/${artifact_ids[0]}`);
    expect(body.artifact.approval_status).toBe('pending');
  });

  it('request-approval wakes nobody for what policy refuses or is approved already', async () => {
    const both = await generate(['recording_rule', 'alert_rule']);
    portal.notes.length = 0;
    expect(
      await refusal(portal.as('author'), 'request-approval', {
        artifact_ids: both,
      }),
    ).toEqual([
      409,
      'Whoever approved would be refused: At most two files at once. Change the SLOs, or ask for an override first.',
    ]);
    const [one] = await generate(['recording_rule']);
    await portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: [one] });
    const [status, message] = await refusal(
      portal.as('author'),
      'request-approval',
      { artifact_ids: [one] },
    );
    expect([status, message]).toEqual([
      409,
      'All of these files are approved already. There is nothing to ask for.',
    ]);
    expect(portal.notes).toEqual([]);
  });
});

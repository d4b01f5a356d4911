import type {
  Artifact,
  GenerationStep,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { approvedSlo, idsOf, RULES } from './__testUtils__/approvedFiles';
import { TestPortal } from './__testUtils__/testPortal';

jest.setTimeout(60_000);

async function generate(portal: TestPortal) {
  return portal.as('author').post('/v1/artifacts/generate', {
    slo_ids: [await approvedSlo(portal)],
    artifact_types: RULES,
  });
}

const approve = (portal: TestPortal, artifacts: Artifact[]) =>
  portal.as('sre').post('/v1/artifacts/approve', {
    artifact_ids: idsOf(artifacts),
  });

describe('without Prometheus', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start({
      config: {
        prometheus: [{ name: 'away', url: 'http://127.0.0.1:9' }],
      },
    });
  });

  afterAll(() => portal?.stop());

  it('checks the syntax, and says that nothing was replayed', async () => {
    const { status, body } = await generate(portal);
    expect(status).toBe(201);
    const [recording, alerts] = body.artifacts as Artifact[];
    expect(recording).toMatchObject({
      validation_status: 'inconclusive',
      validation_errors: [
        {
          validator: 'verify',
          message: expect.stringMatching(/^Not verified: .* cannot be reached/),
        },
      ],
    });
    expect(body.notes).toContainEqual(
      expect.stringContaining('Whether the metrics and labels of the SLOs'),
    );
    expect(alerts).toMatchObject({
      validation_status: 'inconclusive',
      dry_run_result: { verdict: 'inconclusive', reason: expect.any(String) },
    });

    const refused = await approve(portal, body.artifacts);
    expect(refused.status).toBe(403);
    const { invariants, violations } = refused.body.decision;
    // What could not be measured violates a blocking invariant.
    expect(violations).toEqual([
      expect.objectContaining({
        invariant: 'blast_radius.services',
        measured: null,
        required_override: 'senior_sre_approval',
      }),
      expect.objectContaining({
        invariant: 'blast_radius.traffic_percent',
        measured: null,
        required_override: 'vp_engineering_approval',
      }),
    ]);
    expect(invariants).toContainEqual(
      expect.objectContaining({
        invariant: 'dry_run_conclusive',
        mode: 'warn',
        ok: false,
      }),
    );
  });
});

describe('without promtool', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start({
      config: { promtool: { path: '/nowhere/promtool' } },
    });
  });

  afterAll(() => portal?.stop());

  it('passes nothing that was not checked, and approves nothing of it', async () => {
    const { status, body } = await generate(portal);
    expect(status).toBe(201);
    const [recording] = body.artifacts as Artifact[];
    expect(recording).toMatchObject({
      validation_status: 'inconclusive',
      validation_errors: expect.arrayContaining([
        {
          validator: 'promtool',
          message: expect.stringContaining('/nowhere/promtool'),
        },
      ]),
    });
    const { status: answer, body: refusal } = await approve(
      portal,
      body.artifacts,
    );
    expect(answer).toBe(409);
    expect(refusal.error.message).toContain('inconclusive');
  });
});

describe('following a generation', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start({});
  });

  afterAll(() => portal?.stop());

  it('answers 202 with an id, and tells steps and result by it', async () => {
    const first = await generate(portal);
    const { slo_ids: ids } = (first.body.artifacts as Artifact[])[0];
    const started = await portal
      .as('author')
      .post('/v1/artifacts/generate', {
        slo_ids: ids,
        artifact_types: ['recording_rule'],
      })
      .set('Prefer', 'respond-async');
    expect(started.status).toBe(202);
    const path = `/v1/generations/${started.body.generation_id}`;
    expect(started.headers.location).toContain(path);

    let followed;
    do {
      followed = (await portal.as('author').get(path)).body;
    } while (followed.generation.status === 'running');
    expect(followed.generation).toMatchObject({ status: 'succeeded' });
    expect(
      followed.generation.steps.map((step: GenerationStep) => [
        step.name,
        step.status,
      ]),
    ).toEqual([
      ['verify', 'inconclusive'],
      ['generate', 'done'],
      ['promtool', 'done'],
      ['rule_tests', 'done'],
      ['schemas', 'done'],
      ['dry_run', 'done'],
      ['store', 'done'],
    ]);
    expect(followed.artifacts).toHaveLength(1);

    const late = await portal.as('author').delete(path);
    expect(late.status).toBe(409);
    const byStranger = await portal.as('stranger').delete(path);
    expect(byStranger.status).toBe(403);
  });
});

import type {
  ArtifactType,
  PolicyDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { RULES, idsOf } from '../../__testUtils__/approvedFiles';
import { ROLES } from '../../governance/__testUtils__/refusedBundle';
import { REPO, ServiceWorld } from '../__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';
const FORMER = 'prometheus/rules/alerting/payments_api_former_slos.yaml';
const RUNBOOK = 'runbooks/payments_api_leaving.yaml';
const RECORDINGS: ArtifactType[] = ['recording_rule'];

/** What goes beside files that come is judged like them. */
describe('files that a deployment takes away beside others', () => {
  let world: ServiceWorld;
  let slo: string;
  beforeEach(async () => {
    world = await ServiceWorld.start({ config: { roles: ROLES } });
    slo = await world.approvedSlo('success');
  });
  afterEach(() => world?.stop());

  const condition = (id: string, expression: string) => ({
    ...{ id, expression, mode: 'block' },
    message: 'Nobody would be told any more.',
  });
  const policy = async (revision: number, conditions: object[]) => {
    const { status } = await world.portal.as('editor').put('/v1/policies', {
      scope: { kind: 'global' },
      expected_revision: revision,
      settings: { conditions },
      reason: 'Alerts do not end silently',
    });
    expect(status).toBe(200);
  };
  const forbid = (revision = 0) =>
    policy(revision, [
      condition('no_removals', 'size(removed) == 0'),
      condition('no_silence', 'size(blast_radius.vanishing_alerts) == 0'),
    ]);

  const refusedBy = (body: { decision: PolicyDecision }) =>
    body.decision.violations.map(({ invariant }) => invariant);
  const vanishing = ({ blast_radius: radius }: PolicyDecision) =>
    radius.vanishing_alerts?.value ?? [];
  const merges = async (): Promise<PolicyDecision[]> =>
    (await world.portal.db('policy_decisions').where({ phase: 'merge' })).map(
      row => JSON.parse(row.decision),
    );
  const opened = async (status: number, answer: ReturnType<typeof world.act>) =>
    answer.then(({ status: found, body }) => {
      expect(body.error).toBeUndefined();
      expect(found).toBe(status);
      return body;
    });
  const preview = async (ids: string[]): Promise<PolicyDecision> => {
    const { body } = await world.portal.as('author').post('/v1/pr/preview', {
      ...{ artifact_ids: ids, environment: 'production' },
    });
    expect(body.error).toBeUndefined();
    return body.preview.decision;
  };

  /** Recording rules first; then with alerts: rolling back takes their file away. */
  const withAlerts = async (): Promise<string> => {
    await world.deployed([slo], RECORDINGS);
    await world.approvedSlo('success', 0.99);
    const files = await world.approvedFiles([slo], RULES);
    const body = await opened(201, world.deploy(files));
    await world.merge(body.pr_number);
    return body.deployment_id;
  };

  it('are named by the pull request of a rollback, and judged when it is opened, rebased and merged', async () => {
    const id = await withAlerts();
    await forbid();
    const refused = await world.act(id, 'rollback');
    expect(refused.status).toBe(403);
    expect(refusedBy(refused.body)).toEqual(['no_removals', 'no_silence']);
    const { bundle_hash: hash } = refused.body.decision;
    const alerts = vanishing(refused.body.decision);
    expect(alerts.length).toBeGreaterThan(0);

    await policy(1, []);
    const back = await opened(201, world.act(id, 'rollback'));
    expect(back.removed).toEqual([ALERTS]);
    const { body } = world.gitHost.pullRequests(REPO).at(-1)!;
    expect(body).toContain(
      `| Alerts that vanish | ${alerts.length}: \`${alerts[0]}\``,
    );
    expect(body).toContain(
      `- 1 file removed, which did not stand there before: \`${ALERTS}\``,
    );

    await forbid(2);
    const rebased = await world.act(back.deployment_id, 'rebase');
    expect(rebased.status).toBe(403);
    expect(refusedBy(rebased.body)).toEqual(['no_removals', 'no_silence']);
    await world.merge(back.pr_number);
    expect(await world.deployment(back.deployment_id)).toMatchObject({
      ...{ rollback_offered: true, bundle_hash: hash },
      rollback_reason: expect.stringContaining('Nobody would be told'),
    });
    const merged = (await merges()).at(-1)!;
    expect(merged.bundle_hash).toBe(hash);
    expect(vanishing(merged)).toEqual(alerts);
  });

  it('are judged by the preview, the approval and the deploy of what no longer has them', async () => {
    const [, alerts] = await world.deployed([slo], RULES);
    expect(alerts.path).toBe(ALERTS);
    // An earlier layout had the alerts elsewhere, under other names.
    await world.portal
      .db('artifacts')
      .where({ id: alerts.id })
      .update({
        path: FORMER,
        content: alerts.content!.replace(/alert: /g, 'alert: Former'),
      });
    await world.approvedSlo('success', 0.99);
    const files = await world.approvedFiles([slo], RULES);
    const seen = await preview(idsOf(files));
    expect(vanishing(seen)).toContainEqual(expect.stringMatching(/^Former/));

    await forbid();
    const evaluated = await world.portal
      .as('sre')
      .post('/v1/policy/evaluate', { artifact_ids: idsOf(files) });
    expect(vanishing(evaluated.body.decision)).toEqual(vanishing(seen));
    expect(evaluated.body.decision).toMatchObject({
      ...{ outcome: 'violated', bundle_hash: seen.bundle_hash },
    });
    const refused = await world.deploy(files);
    expect(refused.status).toBe(403);
    expect(refusedBy(refused.body)).toEqual(['no_removals', 'no_silence']);
    expect(refused.body.decision.bundle_hash).toBe(seen.bundle_hash);
  });

  it('keep a restore from passing where they came back', async () => {
    const leaving = await world.approvedSlo('leaving');
    const types: ArtifactType[] = [...RULES, 'runbook'];
    const both = await world.deployed([slo, leaving], types);
    await world.decide(leaving, 'retire');
    const kept = await world.approvedFiles([slo], types);
    const { deployment_id: id, pr_number: number } = await opened(
      201,
      world.deploy(kept),
    );
    await world.merge(number);
    const { content } = both.find(({ path }) => path === RUNBOOK)!;
    await world.gitHost.commit(REPO, 'main', { [RUNBOOK]: content! }, 'back');
    await world.watched(id);
    await forbid();
    const refused = await world.act(id, 'restore');
    expect(refused.status).toBe(403);
    expect(refusedBy(refused.body)).toEqual(['no_removals']);
  });
});

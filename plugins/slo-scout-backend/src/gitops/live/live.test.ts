import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  type DeployerHandle,
  type GitHost,
  type PrometheusHandle,
  startDeployer,
  startGitHost,
  startPrometheus,
} from 'testbed';
import { exampleDocument } from '../../__testUtils__/examples';
import { PAYMENTS, TestPortal } from '../../__testUtils__/testPortal';

jest.setTimeout(180_000);

const REPO = 'acme/observability-config';
const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

/** A bundle from its pull request until Prometheus has loaded it, and after. */
describe('what stands of a deployment', () => {
  let folder: string;
  let prometheus: PrometheusHandle;
  let gitHost: GitHost;
  let deployer: DeployerHandle;
  let portal: TestPortal;
  let artifacts: Artifact[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-live-'));
    const checkout = join(folder, 'checkout');
    prometheus = await startPrometheus({
      dataDir: join(folder, 'prometheus'),
      historyDays: 1,
      ruleDir: checkout,
    });
    gitHost = await startGitHost({
      dataDir: join(folder, 'git'),
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    deployer = await startDeployer({
      repository: gitHost.repositoryPath(REPO),
      checkoutDir: checkout,
      reload: () => prometheus.reload(),
      // Only when it is told to.
      intervalMs: 24 * 60 * 60_000,
    });
    portal = await TestPortal.start({
      prometheus,
      gitHost,
      config: {
        dryRun: { range: { hours: 1 } },
        policy: {
          environments: {
            production: {
              invariants: {
                'blast_radius.services': { mode: 'warn' },
                'blast_radius.traffic_percent': { mode: 'warn' },
              },
            },
          },
        },
      },
    });
    artifacts = await approvedRules();
  });

  afterAll(async () => {
    await portal?.stop();
    await deployer?.stop();
    await gitHost?.stop();
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function approvedRules(): Promise<Artifact[]> {
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument(),
    });
    const [{ id }] = body.slos;
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    const generated = await portal.as('author').post('/v1/artifacts/generate', {
      slo_ids: [id],
      artifact_types: ['recording_rule', 'alert_rule'],
    });
    expect(generated.body.error).toBeUndefined();
    const found = generated.body.artifacts as Artifact[];
    const approval = await portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: found.map(a => a.id) });
    expect(approval.status).toBe(200);
    return found;
  }

  const deploy = () =>
    portal.as('author').post('/v1/pr', {
      artifact_ids: artifacts.map(a => a.id),
      environment: 'production',
    });
  const deployment = async (id: string): Promise<Deployment> =>
    (await portal.as('author').get(`/v1/deployments/${id}`)).body.deployment;
  const watched = async (id: string) => {
    await portal.runJob('watch-deployed');
    return deployment(id);
  };
  const mergeAndFollow = async (number: number) => {
    await gitHost.mergePullRequest(REPO, number);
    await portal.runJob('reconcile-deployments');
  };
  const actions = async (): Promise<string[]> => {
    const { body } = await portal.as('sre').get('/v1/audit?limit=50');
    return body.entries.map((entry: { action: string }) => entry.action);
  };
  /** Prometheus evaluates a group within its interval of 30 s. */
  const becomesLive = async (id: string) => {
    for (let attempt = 0; attempt < 90; attempt += 1) {
      const found = await watched(id);
      if (found.status === 'live') return found;
      await sleep(500);
    }
    return deployment(id);
  };

  it('goes from merged to live when Prometheus has loaded it, drifts, and is restored', async () => {
    const opened = await deploy();
    expect(opened.status).toBe(201);
    const id: string = opened.body.deployment_id;
    await mergeAndFollow(opened.body.pr_number);

    // Merged is not loaded.
    const merged = await watched(id);
    expect(merged).toMatchObject({
      status: 'deployed',
      live_at: null,
      checks: {
        repository: { state: 'as_approved' },
        prometheus: { state: 'different' },
      },
    });
    expect(merged.checks?.prometheus?.details).toContain(
      'group payments_api_slos is not loaded',
    );

    await deployer.poke();
    const live = await becomesLive(id);
    expect(live).toMatchObject({
      status: 'live',
      live_at: expect.any(String),
      checks: { prometheus: { state: 'as_approved' } },
    });
    const listed = await portal
      .as('author')
      .get(`/v1/artifacts?deployment_id=${id}`);
    expect(
      listed.body.artifacts.map((a: Artifact) => a.deployment_status),
    ).toEqual(['live', 'live']);

    // Nothing new: nothing more is written.
    const before = await portal.contents();
    await portal.runJob('watch-deployed');
    expect(await portal.contents()).toEqual(before);

    const approved = artifacts.find(a => a.path === ALERTS)!.content;
    await gitHost.commit(
      REPO,
      'main',
      { [ALERTS]: approved.replace('for: ', 'for: 1') },
      'quieter',
    );
    expect(await watched(id)).toMatchObject({
      status: 'drifted',
      checks: {
        repository: {
          state: 'different',
          details: [`${ALERTS} was changed on the branch`],
          paths: [ALERTS],
        },
      },
    });

    const restoring = await deploy();
    expect(restoring.status).toBe(201);
    expect(restoring.body.deployment_id).not.toBe(id);
    await mergeAndFollow(restoring.body.pr_number);
    await deployer.poke();
    expect(await becomesLive(restoring.body.deployment_id)).toMatchObject({
      status: 'live',
    });
    const told = await actions();
    expect(told.filter(action => action === 'deployment_live')).toHaveLength(2);
    expect(told.filter(action => action === 'drift_found')).toHaveLength(1);
  });

  it('keeps what it knew while Prometheus or the Git host cannot be asked', async () => {
    const { body } = await portal
      .as('author')
      .get(`/v1/deployments?entity_ref=${PAYMENTS}`);
    const [{ deployment_id: id }] = body.deployments;
    gitHost.faults.add({ effect: { kind: 'status', status: 404 }, times: 2 });
    await prometheus.stop();
    expect(await watched(id)).toMatchObject({
      status: 'live',
      checks: {
        repository: { state: 'unknown', details: [expect.any(String)] },
        prometheus: {
          state: 'unknown',
          details: [expect.stringMatching(/cannot be reached/)],
        },
      },
    });
    gitHost.faults.clear();
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Artifact,
  AuditEntry,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type GitHost, startGitHost } from 'testbed';
import { exampleDocument } from '../__testUtils__/examples';
import {
  PAYMENTS,
  TestPortal,
  WEBHOOK_SECRET,
} from '../__testUtils__/testPortal';

jest.setTimeout(300_000);

const REPO = 'acme/observability-config';
const UNMEASURED = {
  'blast_radius.services': { mode: 'warn' },
  'blast_radius.traffic_percent': { mode: 'warn' },
};

/** Webhooks are hints: however they arrive, the deployment ends where the host says. */
describe('webhooks that travel badly', () => {
  let folder: string;
  let gitHost: GitHost;
  let portal: TestPortal;
  let objective = 0.9;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-hooks-'));
    gitHost = await startGitHost({
      dataDir: folder,
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    portal = await TestPortal.start({
      gitHost,
      config: {
        policy: { environments: { production: { invariants: UNMEASURED } } },
      },
    });
    gitHost.webhookTargets.push({
      kind: 'deployment',
      url: `http://localhost:${portal.backend.server.port()}/api/slo-scout/v1/webhooks/deployment`,
      secret: WEBHOOK_SECRET,
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    Object.assign(gitHost.webhookConditions, {
      ...{ copies: 1, delayMs: 0, hold: false },
    });
  });

  /** A pull request with a revision of its own. */
  const opened = async () => {
    objective += 0.005;
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'success', target: objective }),
    });
    const [{ id }] = body.slos;
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    const generated = await portal.as('author').post('/v1/artifacts/generate', {
      slo_ids: [id],
      artifact_types: ['recording_rule', 'alert_rule'],
    });
    const ids = (generated.body.artifacts as Artifact[]).map(a => a.id);
    await portal.as('sre').post('/v1/artifacts/approve', { artifact_ids: ids });
    const deployed = await portal.as('author').post('/v1/pr', {
      ...{ artifact_ids: ids, environment: 'production' },
    });
    expect(deployed.status).toBe(201);
    return deployed.body as { deployment_id: string; pr_number: number };
  };
  const statusOf = async (id: string) =>
    (
      (await portal.as('author').get(`/v1/deployments/${id}`)).body
        .deployment as Deployment
    ).status;
  const movesOf = async (id: string) => {
    const { body } = await portal.as('sre').get('/v1/audit?limit=500');
    return (body.entries as AuditEntry[])
      .filter(({ payload }) => payload.deployment_id === id)
      .map(({ action }) => action)
      .filter(action => action.startsWith('deployment_'))
      .reverse();
  };

  it('twice: moves once', async () => {
    gitHost.webhookConditions.copies = 2;
    const { deployment_id: id, pr_number: number } = await opened();
    gitHost.deliveries.length = 0;
    await gitHost.mergePullRequest(REPO, number);
    await gitHost.webhooksSettled();
    const [{ attempts }] = gitHost.deliveries;
    expect(attempts).toBeGreaterThan(1);
    expect(await statusOf(id)).toBe('deployed');
    expect(await movesOf(id)).toEqual(['deployment_completed']);
  });

  it('late: the reconciler was first, and the webhook changes nothing', async () => {
    gitHost.webhookConditions.hold = true;
    const { deployment_id: id, pr_number: number } = await opened();
    await gitHost.mergePullRequest(REPO, number);
    await portal.runJob('reconcile-deployments');
    expect(await statusOf(id)).toBe('deployed');
    gitHost.releaseWebhooks();
    await gitHost.webhooksSettled();
    expect(await movesOf(id)).toEqual(['deployment_completed']);
  });

  it('out of order: what the host says counts', async () => {
    gitHost.webhookConditions.hold = true;
    const { deployment_id: id, pr_number: number } = await opened();
    await gitHost.closePullRequest(REPO, number);
    await gitHost.reopenPullRequest(REPO, number);
    await gitHost.mergePullRequest(REPO, number);
    gitHost.releaseWebhooks('reversed');
    await gitHost.webhooksSettled();
    expect(await statusOf(id)).toBe('deployed');
    expect(await movesOf(id)).toEqual(['deployment_completed']);
  });

  it('never: the reconciler finds it', async () => {
    gitHost.webhookConditions.copies = 0;
    const { deployment_id: id, pr_number: number } = await opened();
    await gitHost.mergePullRequest(REPO, number);
    await gitHost.webhooksSettled();
    expect(await statusOf(id)).toBe('pending_pr');
    await portal.runJob('reconcile-deployments');
    expect(await statusOf(id)).toBe('deployed');
    expect(await movesOf(id)).toEqual(['deployment_completed']);
  });
});

import type { GitHost } from 'testbed';
import { WEBHOOK_SECRET } from '../__testUtils__/testPortal';
import { Bundles } from './__testUtils__/bundles';
import { REPO, ServiceWorld } from './__testUtils__/ServiceWorld';

jest.setTimeout(300_000);

/** Webhooks are hints: however they arrive, the deployment ends where the host says. */
describe('webhooks that travel badly', () => {
  let world: ServiceWorld;
  let gitHost: GitHost;
  let bundles: Bundles;

  beforeAll(async () => {
    world = await ServiceWorld.start();
    const { portal } = world;
    gitHost = world.gitHost;
    bundles = new Bundles(() => portal);
    gitHost.webhookTargets.push({
      kind: 'deployment',
      url: `http://localhost:${portal.backend.server.port()}/api/slo-scout/v1/webhooks/deployment`,
      secret: WEBHOOK_SECRET,
    });
  });
  afterAll(() => world?.stop());
  beforeEach(() => {
    Object.assign(gitHost.webhookConditions, {
      ...{ copies: 1, delayMs: 0, hold: false },
    });
  });

  const opened = () => bundles.opened();
  const statusOf = (id: string) => bundles.status(id);
  const movesOf = (id: string) => bundles.moves(id);

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
    await world.portal.runJob('reconcile-deployments');
    expect(await statusOf(id)).toBe('deployed');
    const { length: asked } = gitHost.requests;
    gitHost.releaseWebhooks();
    await gitHost.webhooksSettled();
    expect(await movesOf(id)).toEqual(['deployment_completed']);
    // Nothing can move any more: neither the host nor the guard is asked again.
    expect(gitHost.requests).toHaveLength(asked);
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
    await world.portal.runJob('reconcile-deployments');
    expect(await statusOf(id)).toBe('deployed');
    expect(await movesOf(id)).toEqual(['deployment_completed']);
  });
});

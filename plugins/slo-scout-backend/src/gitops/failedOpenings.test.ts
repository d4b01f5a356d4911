import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type FaultEffect, rateLimited, serverError } from 'testbed';
import { RULES } from '../__testUtils__/approvedFiles';
import { PAYMENTS } from '../__testUtils__/testPortal';
import { REPO, ServiceWorld } from './__testUtils__/ServiceWorld';

jest.setTimeout(120_000);

/** Where each host makes the branch, and the pull request. */
const PLACES = {
  github: { branch: '/git/refs', pullRequest: /\/pulls$/ },
  gitlab: { branch: '/repository/commits', pullRequest: /\/merge_requests$/ },
};
const refusal = (status: number, message: string): FaultEffect => ({
  ...{ kind: 'status', status, message },
});
const REFUSALS = {
  github: refusal(422, 'Reference update failed: the ruleset wants release/*'),
  gitlab: refusal(400, 'Committer of the push is no member of the team'),
};

/** What ends an opening, what it waits for, and what it may have left behind. */
describe.each(['github', 'gitlab'] as const)('openings on %s', provider => {
  let world: ServiceWorld;
  let slo: string;
  let files: Artifact[];
  beforeEach(async () => {
    world = await ServiceWorld.start({ provider });
    slo = await world.approvedSlo('success');
    files = await world.approvedFiles([slo], RULES);
  });
  afterEach(() => world?.stop());

  const { branch, pullRequest } = PLACES[provider];
  const failAtPullRequest = (effect: FaultEffect) =>
    world.gitHost.faults.add({ method: 'POST', path: pullRequest, effect });
  const newest = async () => {
    const { body } = await world.portal
      .as('author')
      .get(`/v1/deployments?entity_ref=${PAYMENTS}`);
    return body.deployments[0];
  };
  const failures = async () =>
    (await world.audit()).filter(({ action }) => action === 'pr_failed');

  it('are over where the host refuses for good, and may begin anew', async () => {
    const effect = REFUSALS[provider];
    world.gitHost.faults.add({ method: 'POST', path: branch, effect });
    const refused = await world.deploy(files);
    expect(refused.status).toBe(409);
    const words = expect.stringContaining(
      (effect as { message: string }).message,
    );
    expect(refused.body.error.message).toEqual(words);
    expect(await newest()).toMatchObject({
      ...{ status: 'closed', retry_at: null, error: words, pr_number: null },
    });
    expect(await failures()).toHaveLength(1);
    expect((await world.deploy(files)).status).toBe(201);
  });

  it('hold their files while they wait, and say until when', async () => {
    world.gitHost.faults.add({ effect: rateLimited(3600) });
    expect((await world.deploy(files)).status).toBe(503);
    const { retry_at: next } = await newest();
    const busy = await world.deploy(files.slice(0, 1));
    expect(busy.status).toBe(409);
    expect(busy.body.error.message).toBe(
      `A pull request of this service is being opened; the next attempt is at ${next}. Wait for it, then merge or close it.`,
    );
  });

  it('name the pull request that a cut-off attempt left behind, once they are not meant any more', async () => {
    failAtPullRequest(serverError('after'));
    failAtPullRequest(rateLimited(3600));
    expect((await world.deploy(files)).status).toBe(503);
    expect(world.gitHost.pullRequests(REPO)).toHaveLength(1);
    await world.approvedSlo('success', 0.99);

    // Nothing ends while the host cannot be asked.
    world.gitHost.faults.add({ method: 'GET', effect: rateLimited(3600) });
    expect((await world.deploy(files)).status).toBe(409);
    expect(await newest()).toMatchObject({ status: 'opening' });

    const refused = await world.deploy(files);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(
      /has moved on .* Pull request 1 was opened before that: close it/,
    );
    const [{ head }] = world.gitHost.pullRequests(REPO);
    expect(await newest()).toMatchObject({
      ...{ status: 'closed', pr_number: 1, retry_at: null },
      pr_url: expect.stringMatching(/\/1$/),
      commit_sha: (await world.git('rev-parse', head)).trim(),
      error: refused.body.error.message,
    });
    expect((await failures())[0].payload).toMatchObject({ pr_number: 1 });

    // Nobody closed it: it is followed, and the service keeps to one pull request.
    await world.portal.runJob('reconcile-deployments');
    expect(await newest()).toMatchObject({ status: 'pending_pr' });
    const next = await world.deploy(await world.approvedFiles([slo], RULES));
    expect(next.body).toMatchObject({ pr_number: 1 });
    expect(world.gitHost.pullRequests(REPO)).toHaveLength(1);
  });
});

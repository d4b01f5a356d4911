import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitHost, startGitHost } from 'testbed';
import { TestServers } from '../__testUtils__/databases';
import { TestPortal } from '../__testUtils__/testPortal';
import { ROLES, RefusedBundle, STRICT } from './__testUtils__/refusedBundle';

jest.setTimeout(120_000);

const REPO = 'acme/observability-config';

/** Whoever is at the same thing at once, on real transactions. */
describe('overrides on PostgreSQL, at once', () => {
  const servers = new TestServers();
  let folder: string;
  let gitHost: GitHost;
  let portal: TestPortal;
  let bundle: RefusedBundle;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-races-'));
    gitHost = await startGitHost({
      dataDir: folder,
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    portal = await TestPortal.start({
      gitHost,
      db: await servers.open('PostgreSQL'),
      config: {
        roles: {
          ...ROLES,
          // Two people who may decide the same.
          seniorSre: [...ROLES.seniorSre, 'group:default/guests'],
        },
        policy: STRICT,
      },
    });
    bundle = await RefusedBundle.generate(portal);
  });
  afterEach(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => servers.stop());

  const statuses = async (calls: Array<Promise<{ status: number }>>) =>
    (await Promise.all(calls)).map(({ status }) => status).sort();
  const times = (count: number, call: () => PromiseLike<{ status: number }>) =>
    statuses(Array.from({ length: count }, async () => call()));
  const audited = async (action: string) =>
    (await portal.as('sre').get(`/v1/audit?action=${action}`)).body.entries
      .length;

  it('one of those who ask for the same has it', async () => {
    expect(await times(5, () => bundle.request())).toEqual([
      201, 409, 409, 409, 409,
    ]);
    expect(await audited('override_requested')).toBe(1);
  });

  it('one of two who decide in one role has decided', async () => {
    const { override } = (await bundle.request()).body as {
      override: Override;
    };
    const outcome = await statuses([
      (async () => bundle.decide(override.id, 'senior'))(),
      (async () => bundle.decide(override.id, 'stranger', 'decline', 'No.'))(),
    ]);
    expect(outcome).toEqual([200, 409]);
    const { body } = await portal.as('sre').get('/v1/policy/overrides');
    expect(body.overrides[0].decisions).toHaveLength(1);
    expect(
      (await audited('override_approved')) +
        (await audited('override_declined')),
    ).toBe(1);
  });

  it('both of two roles count, whoever is first', async () => {
    const { override } = (await bundle.request()).body as {
      override: Override;
    };
    expect(
      await statuses([
        (async () => bundle.decide(override.id, 'senior'))(),
        (async () => bundle.decide(override.id, 'vp'))(),
      ]),
    ).toEqual([200, 200]);
    const { body } = await portal.as('sre').get('/v1/policy/overrides');
    expect(body.overrides[0]).toMatchObject({ status: 'approved' });
  });

  it('an override lets one approval pass and one deploy', async () => {
    await bundle.overridden();
    const approvals = await times(4, () => bundle.approve());
    expect(approvals).toContain(200);
    expect(await audited('artifact_approval')).toBe(1);
    expect(await audited('override_used')).toBe(1);

    const deploys = await times(4, () => bundle.deploy());
    expect(deploys.every(status => [200, 201, 403, 409].includes(status))).toBe(
      true,
    );
    expect(await audited('override_used')).toBe(2);
    expect(gitHost.pullRequests(REPO)).toHaveLength(1);
  });

  it('is either withdrawn or used', async () => {
    const { id } = await bundle.overridden();
    const [withdrawn, approved] = await Promise.all([
      (async () => bundle.decide(id, 'author', 'withdraw'))(),
      (async () => bundle.approve())(),
    ]);
    const { body } = await portal.as('sre').get('/v1/policy/overrides');
    const [{ status, approval_decision_id: used }] = body.overrides;
    // Withdrawn after its use, it does not let the deploy pass.
    expect(withdrawn.status).toBe(200);
    expect(status).toBe('withdrawn');
    expect(used !== null).toBe(approved.status === 200);
    expect((await bundle.deploy()).status).toBe(
      approved.status === 200 ? 403 : 409,
    );
    const verified = await portal.as('sre').get('/v1/audit/verify');
    expect(verified.body.ok).toBe(true);
  });
});

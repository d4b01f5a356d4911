import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  claim,
  ENVIRONMENTS,
  EventsWorld,
  type HostKind,
  KINDS,
  REPO,
  SECRETS,
} from './__testUtils__/EventsWorld';
import { howOften } from './__testUtils__/howOften';

jest.setTimeout(600_000);

const REPORT = resolve(__dirname, '../../../../docs/reliability.md');

const HAPPENINGS = ['merged', 'closed', 'in conflict'] as const;
type Happening = (typeof HAPPENINGS)[number];
const ENDS: Record<Happening, { status: string; move: string }> = {
  merged: { status: 'deployed', move: 'deployment_completed' },
  closed: { status: 'closed', move: 'deployment_closed' },
  'in conflict': { status: 'conflict', move: 'deployment_conflict' },
};

const other = (kind: HostKind) => (kind === 'github' ? 'gitlab' : 'github');

/**
 * Signed webhooks through Backstage's events ingress: however they arrive, and
 * whatever they say, the deployment ends where the host says, after one move.
 */
describe('events of Git hosts', () => {
  let world: EventsWorld;
  const counts = new Map<
    string,
    Record<HostKind, { tried: number; lost: number }>
  >();

  beforeAll(async () => {
    world = await EventsWorld.start();
  });
  afterAll(() => world?.stop());

  const count = (fault: string, kind: HostKind, ended: boolean) => {
    const row = counts.get(fault) ?? {
      github: { tried: 0, lost: 0 },
      gitlab: { tried: 0, lost: 0 },
    };
    counts.set(fault, row);
    row[kind].tried += 1;
    if (!ended) row[kind].lost += 1;
  };
  /** Counts the try, and says what differs. */
  const expectEnd = async (
    fault: string,
    kind: HostKind,
    id: string,
    end: { status: string; moves: string[] },
  ) => {
    const { bundles } = world;
    const found = {
      status: await bundles.status(id),
      moves: await bundles.moves(id),
    };
    count(fault, kind, JSON.stringify(found) === JSON.stringify(end));
    expect(found).toEqual(end);
  };
  const open = { status: 'pending_pr', moves: [] };

  describe.each(KINDS)('%s', kind => {
    const host = () => world.hosts[kind];
    const reconcile = () => world.portal.runJob('reconcile-deployments');
    let last: { deployment_id: string; pr_number: number } | undefined;
    const opened = async () => {
      const made = await world.opened(kind);
      last = made;
      return { id: made.deployment_id, number: made.pr_number };
    };

    beforeEach(() => {
      Object.assign(host().webhookConditions, {
        ...{ copies: 1, delayMs: 0, hold: false },
      });
    });
    // A service has one open pull request: the next try needs one of its own.
    afterEach(async () => {
      if (!last) return;
      host().webhookConditions.copies = 0;
      host().releaseWebhooks();
      const { pr_number: number } = last;
      const pr = host()
        .pullRequests(REPO)
        .find(request => request.number === number);
      if (pr?.state === 'open') await host().closePullRequest(REPO, number);
      await host().webhooksSettled();
      await reconcile();
      last = undefined;
    });

    it.each(HAPPENINGS)('that come twice: %s', async happening => {
      const { id, number } = await opened();
      host().webhookConditions.copies = 2;
      host().deliveries.length = 0;
      await world.happen(kind, happening, number);
      await host().webhooksSettled();
      expect(host().deliveries.map(({ attempts }) => attempts)).toContain(2);
      const answers = host().deliveries.map(delivery => delivery.status);
      expect(answers.filter(answer => answer && answer >= 400)).toEqual([]);
      const { status, move } = ENDS[happening];
      await expectEnd('delivered twice', kind, id, { status, moves: [move] });
    });

    it.each(HAPPENINGS)('that come late: %s', async happening => {
      const { id, number } = await opened();
      host().webhookConditions.hold = true;
      await world.happen(kind, happening, number);
      await reconcile();
      const { status, move } = ENDS[happening];
      expect(await world.bundles.status(id)).toBe(status);
      host().releaseWebhooks();
      await host().webhooksSettled();
      const end = { status, moves: [move] };
      await expectEnd('delivered late', kind, id, end);
    });

    it.each(HAPPENINGS)('that never come: %s', async happening => {
      const { id, number } = await opened();
      host().webhookConditions.copies = 0;
      await world.happen(kind, happening, number);
      await host().webhooksSettled();
      expect(await world.bundles.status(id)).toBe('pending_pr');
      await reconcile();
      const { status, move } = ENDS[happening];
      await expectEnd('never delivered', kind, id, { status, moves: [move] });
    });

    it('out of order: closed, opened again and merged, the last one first', async () => {
      const { id, number } = await opened();
      host().webhookConditions.hold = true;
      await host().closePullRequest(REPO, number);
      await host().reopenPullRequest(REPO, number);
      await host().mergePullRequest(REPO, number);
      expect(await world.bundles.status(id)).toBe('pending_pr');
      host().releaseWebhooks('reversed');
      await host().webhooksSettled();
      await expectEnd('out of order', kind, id, {
        status: 'deployed',
        moves: ['deployment_completed'],
      });
    });

    it('out of order: closed before it is told that it was opened', async () => {
      const { id, number } = await opened();
      await host().closePullRequest(REPO, number);
      await host().webhooksSettled();
      expect(await world.post(kind, claim(kind, number, 'opened'))).toBe(202);
      await expectEnd('out of order', kind, id, {
        status: 'closed',
        moves: ['deployment_closed'],
      });
    });

    it('out of order: merged before the deployment knows its number', async () => {
      const ids = await world.bundles.approved(ENVIRONMENTS[kind]);
      const path = kind === 'github' ? /\/pulls$/ : /\/merge_requests$/;
      host().faults.add({
        ...{ method: 'POST', path, times: 4 },
        effect: { kind: 'status', status: 500, when: 'after' },
      });
      const { status } = await world.bundles.deploy(ids, ENVIRONMENTS[kind]);
      expect(status).toBe(503);
      expect(host().faults.pending).toBe(0);
      const { number } = host().pullRequests(REPO).at(-1)!;
      await host().mergePullRequest(REPO, number);
      await host().webhooksSettled();
      const [row] = await world.portal
        .db('deployments')
        .where({ status: 'opening' });
      expect(await world.bundles.status(row.id)).toBe('opening');

      // Five minutes later.
      await world.portal
        .db('deployments')
        .where({ id: row.id })
        .update({ retry_at: new Date(0) });
      await reconcile();
      await reconcile();
      await expectEnd('out of order', kind, row.id, {
        status: 'deployed',
        moves: ['deployment_completed'],
      });
    });

    it.each([
      ['the secret of somebody else', { secret: 'guessed' }],
      ['no secret', { secret: null }],
      ["the other host's secret", { secret: SECRETS[other(kind)] }],
    ])('that are forged with %s are refused', async (_, forged) => {
      const { id, number } = await opened();
      host().webhookConditions.copies = 0;
      await host().mergePullRequest(REPO, number);
      const payload = claim(kind, number, 'merged');
      expect(await world.post(kind, payload, forged)).toBe(403);
      await expectEnd('forged: refused', kind, id, open);
      // The very same is believed from whoever knows the secret.
      expect(await world.post(kind, payload)).toBe(202);
      expect(await world.bundles.status(id)).toBe('deployed');
    });

    it('that were changed after they were signed', async () => {
      const { id, number } = await opened();
      host().webhookConditions.copies = 0;
      await host().mergePullRequest(REPO, number);
      const signed = claim(kind, number + 1, 'merged');
      const sent = claim(kind, number, 'merged');
      const status = await world.post(kind, signed, { sent });
      // GitLab signs nothing: whoever has its token may hint, and no more.
      expect(status).toBe(kind === 'github' ? 403 : 202);
      expect(await world.bundles.status(id)).toBe(
        kind === 'github' ? 'pending_pr' : 'deployed',
      );
    });

    it('that lie: said to be merged or closed, while it is open', async () => {
      const { id, number } = await opened();
      for (const lie of ['merged', 'closed'] as const) {
        expect(await world.post(kind, claim(kind, number, lie))).toBe(202);
        await expectEnd('payload lies', kind, id, open);
      }
    });

    it('that lie: said to be closed, while it is merged', async () => {
      const { id, number } = await opened();
      host().webhookConditions.copies = 0;
      await host().mergePullRequest(REPO, number);
      expect(await world.post(kind, claim(kind, number, 'closed'))).toBe(202);
      await expectEnd('payload lies', kind, id, {
        status: 'deployed',
        moves: ['deployment_completed'],
      });
    });

    it('for another repository, with the number of ours', async () => {
      const { id, number } = await opened();
      host().webhookConditions.copies = 0;
      await host().mergePullRequest(REPO, number);
      const elsewhere = claim(kind, number, 'merged', 'acme/elsewhere');
      expect(await world.post(kind, elsewhere)).toBe(202);
      await expectEnd('for another repository', kind, id, open);
    });

    it('that name nothing are taken, and change nothing', async () => {
      const { id } = await opened();
      for (const payload of [
        {},
        { repository: { full_name: REPO }, number: 'x' },
        { object_kind: 'merge_request', project: null },
      ]) {
        expect(await world.post(kind, payload)).toBe(202);
      }
      expect(await world.bundles.status(id)).toBe('pending_pr');
    });
  });

  describe('two hosts, one repository name and one number', () => {
    it.each(KINDS)('%s: only its own deployment moves', async kind => {
      const numbers = { github: 0, gitlab: 0 };
      const ids = { github: '', gitlab: '' };
      for (const each of KINDS) {
        const host = world.hosts[each];
        host.webhookConditions.copies = 0;
        numbers[each] = host.pullRequests(REPO).length + 1;
      }
      const both = Math.max(numbers.github, numbers.gitlab);
      // The one behind catches up by pull requests of somebody else.
      for (const each of KINDS) {
        for (let n = numbers[each]; n < both; n += 1) {
          const host = world.hosts[each];
          await somebodysPullRequest(each, n);
          await host.closePullRequest(REPO, n);
        }
      }
      for (const each of [kind, other(kind)] as HostKind[]) {
        const made = await world.opened(each);
        expect(made.pr_number).toBe(both);
        ids[each] = made.deployment_id;
      }
      await world.hosts[kind].mergePullRequest(REPO, both);
      expect(await world.post(kind, claim(kind, both, 'merged'))).toBe(202);
      const twin = other(kind);
      await expectEnd('same number at another target', kind, ids[twin], open);
      await expectEnd('same number at another target', kind, ids[kind], {
        status: 'deployed',
        moves: ['deployment_completed'],
      });
      await world.hosts[twin].closePullRequest(REPO, both);
      await world.portal.runJob('reconcile-deployments');
    });

    async function somebodysPullRequest(kind: HostKind, number: number) {
      const host = world.hosts[kind];
      const branch = `somebody-${number}`;
      await host.commit(REPO, branch, { [`${number}.txt`]: 'x\n' }, 'theirs');
      const github = kind === 'github';
      const response = await fetch(
        github
          ? `${host.apiUrl.github}/repos/${REPO}/pulls`
          : `${host.apiUrl.gitlab}/projects/${encodeURIComponent(
              REPO,
            )}/merge_requests`,
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${host.token}`,
          },
          body: JSON.stringify(
            github
              ? { title: 'theirs', head: branch, base: 'main' }
              : {
                  title: 'theirs',
                  source_branch: branch,
                  target_branch: 'main',
                },
          ),
        },
      );
      expect(response.status).toBe(201);
    }
  });

  describe('while the portal is down for an hour', () => {
    it.each(HAPPENINGS)('%s: the reconciler makes up for it', async what => {
      const made: Array<{ kind: HostKind; id: string; number: number }> = [];
      for (const kind of KINDS) {
        world.hosts[kind].webhookConditions.copies = 1;
        const { deployment_id: id, pr_number: number } = await world.opened(
          kind,
        );
        made.push({ kind, id, number });
      }
      await world.portal.stop();
      for (const { kind, number } of made) {
        const host = world.hosts[kind];
        host.deliveries.length = 0;
        await world.happen(kind, what, number);
        await host.webhooksSettled();
        expect(host.deliveries.map(({ delivered }) => delivered)).toContain(
          false,
        );
      }
      await world.timePasses(60 * 60_000);
      await world.startPortal();
      await world.portal.runJob('reconcile-deployments');
      const { status, move } = ENDS[what];
      for (const { kind, id, number } of made) {
        const end = { status, moves: [move] };
        await expectEnd('portal down for an hour', kind, id, end);
        if (what === 'in conflict') {
          await world.hosts[kind].closePullRequest(REPO, number);
        }
      }
      await world.portal.runJob('reconcile-deployments');
    });
  });

  it('is what the page about reliability says', () => {
    const page = readFileSync(REPORT, 'utf8').replace(/ +\|/g, ' |');
    const rows = [...counts].map(([name, { github, gitlab }]) =>
      [
        name,
        howOften(github.tried),
        howOften(gitlab.tried),
        github.lost + gitlab.lost === 0 ? 'nothing' : 'something',
      ].join(' | '),
    );
    process.stdout.write(rows.map(row => `| ${row} |\n`).join(''));
    expect(rows.filter(row => !page.includes(`| ${row} |`))).toEqual([]);
  });
});

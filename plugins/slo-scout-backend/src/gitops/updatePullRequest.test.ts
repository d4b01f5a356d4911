import { ConflictError } from '@backstage/errors';
import {
  ALERTING,
  type HostUnderTest,
  planFor,
  RECORDING,
  REPO,
  startHostUnderTest,
} from './__testUtils__/gitHost';
import type { PullRequestPlan } from './types';

jest.setTimeout(120_000);

const NEW_ALERTS = 'groups:\n  - name: payments_api_slos\n    interval: 1m\n';

/** A new bundle for a pull request that is still open, and one that is in conflict. */
describe.each(['github', 'gitlab'] as const)(
  '%s: going on with an open pull request',
  kind => {
    let used: HostUnderTest;
    beforeEach(async () => {
      used = await startHostUnderTest(kind, { policy: { maxRetries: 0 } });
    });
    afterEach(() => used.stop());

    const open = async (plan: PullRequestPlan) => {
      const result = await used.provider.openPullRequest(plan);
      if (result.outcome !== 'opened') throw new Error(result.outcome);
      return result;
    };
    const next = (
      former: { number: number; url: string; commit_sha: string },
      change: Partial<PullRequestPlan> = {},
    ) =>
      planFor({
        title: 'feat(payments-api): change SLO monitoring',
        body: 'anew',
        commitMessage: 'feat(payments-api): change SLO monitoring',
        commitDate: '2026-11-23T11:00:00Z',
        files: planFor().files.map(file =>
          file.path === ALERTING ? { ...file, content: NEW_ALERTS } : file,
        ),
        update: {
          number: former.number,
          url: former.url,
          expectedHead: former.commit_sha,
        },
        ...change,
      });
    const shown = async (path: string) =>
      `${await used.git('show', `${planFor().branch}:${path}`)}\n`;
    const state = () => used.provider.getPullRequest(REPO, 1);

    it('puts the new files into it', async () => {
      const former = await open(planFor());
      const updated = await open(next(former));
      expect(updated.number).toBe(former.number);
      expect(updated.commit_sha).not.toBe(former.commit_sha);
      expect(await shown(ALERTING)).toBe(NEW_ALERTS);
      expect(used.host.pullRequests(REPO)).toMatchObject([
        {
          number: 1,
          state: 'open',
          title: 'feat(payments-api): change SLO monitoring',
          body: 'anew',
        },
      ]);
      expect((await state()).head_sha).toBe(updated.commit_sha);
    });

    it('takes it out of a conflict, on the base as it is now', async () => {
      const former = await open(planFor());
      await used.host.commit(
        REPO,
        'main',
        { [RECORDING]: 'groups: [theirs]\n', 'other.txt': 'theirs\n' },
        'theirs',
      );
      expect((await state()).mergeable).toBe(false);
      // The very same files: only the base has changed.
      await open({ ...planFor(), update: next(former).update });
      expect((await state()).mergeable).toBe(true);
      await used.host.mergePullRequest(REPO, 1);
      const content = planFor().files.find(f => f.path === RECORDING)!.content;
      expect(`${await used.git('show', `main:${RECORDING}`)}\n`).toBe(content);
      expect(await used.git('show', 'main:other.txt')).toBe('theirs');
    });

    it('never overwrites what somebody else put on the branch', async () => {
      const former = await open(planFor());
      const theirs = await used.host.commit(
        REPO,
        planFor().branch,
        { 'note.txt': 'a note\n' },
        'a note',
        { name: 'Jo', email: 'jo@example.com' },
      );
      await expect(open(next(former))).rejects.toThrow(
        /has a commit that is not ours.*a note.*Jo.*Nothing was overwritten/,
      );
      await expect(open(next(former))).rejects.toThrow(ConflictError);
      expect(await used.git('rev-parse', planFor().branch)).toBe(theirs);
      expect(used.host.pullRequests(REPO)).toMatchObject([
        { title: planFor().title },
      ]);
    });

    it('refuses where it was merged or closed meanwhile', async () => {
      const former = await open(planFor());
      await used.host.closePullRequest(REPO, 1);
      await expect(open(next(former))).rejects.toThrow(/no longer open/);
      expect(await used.git('rev-parse', planFor().branch)).toBe(
        former.commit_sha,
      );
    });

    it.each(['before', 'after'] as const)(
      'is cut off %s any of its requests, tried again, and done once',
      async when => {
        // One pull request for each request that is lost; GitHub's way has the most.
        let lost = true;
        let step = 0;
        for (; lost; step += 1) {
          const branch = `slo-scout/payments-api-${step}`;
          const first = await open(planFor({ branch }));
          used.host.faults.add({ effect: { kind: 'drop', when }, skip: step });
          const attempt = open(next(first, { branch }));
          lost = await attempt.then(
            () => false,
            () => true,
          );
          expect(used.host.faults.pending).toBe(lost ? 0 : 1);
          used.host.faults.clear();
          const again = await open(next(first, { branch }));
          expect(again.number).toBe(first.number);
          expect(`${await used.git('show', `${branch}:${ALERTING}`)}\n`).toBe(
            NEW_ALERTS,
          );
          expect(
            used.host.pullRequests(REPO).filter(pr => pr.head === branch),
          ).toMatchObject([{ state: 'open', title: next(first).title }]);
          const commits = await used.git(
            'rev-list',
            '--count',
            `main..${branch}`,
          );
          expect(commits).toBe(kind === 'github' ? '2' : '1');
        }
        expect(step).toBeGreaterThan(5);
      },
    );
  },
);

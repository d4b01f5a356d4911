import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type FaultEffect,
  rateLimited,
  secondaryRateLimited,
  serverError,
} from 'testbed';
import {
  type HostUnderTest,
  planFor,
  REPO,
  startHostUnderTest,
} from './__testUtils__/gitHost';
import { howOften } from './__testUtils__/howOften';

jest.setTimeout(600_000);

const KINDS = ['github', 'gitlab'] as const;
type Kind = (typeof KINDS)[number];

/** From looking for an open pull request to the reviewers. */
const REQUESTS: Record<Kind, number> = { github: 10, gitlab: 6 };
/** The pull request, the contents of its commit, and one of them. */
const READS: Record<Kind, number> = { github: 4, gitlab: 3 };
const REPORT = resolve(__dirname, '../../../../docs/reliability.md');

const KILLED = 'process killed after it';
const FAULTS: Array<[name: string, effect: FaultEffect | typeof KILLED]> = [
  ['no answer in time', { kind: 'slow', ms: 600_000 }],
  ['429 with Retry-After', rateLimited(17)],
  ['403, secondary rate limit', secondaryRateLimited(17)],
  ['500 before the work', serverError('before')],
  ['500 after the work was done', serverError('after')],
  ['connection cut before the work', { kind: 'drop', when: 'before' }],
  ['connection cut after the work', { kind: 'drop', when: 'after' }],
  [KILLED, KILLED],
];

const FILES = planFor().files;
/** A pull request that brings files, and one that only takes them away. */
const SHAPES = {
  brings: FILES.map(({ path, content }) => ({
    path,
    content: `${content}# anew\n`,
  })),
  removes: FILES.map(({ path }) => ({ path, content: null })),
};
type Shape = keyof typeof SHAPES;

/** Requests are the same but for the commit: where work is done twice it may differ. */
const SHAPES_OF = (name: string): Shape[] =>
  name.includes('after') ? ['brings', 'removes'] : ['brings'];

type Counts = Map<string, Record<Kind, { tried: number; lost: number }>>;
const countsOf = (faults: typeof FAULTS): Counts =>
  new Map(
    faults.map(([name]) => [
      name,
      { github: { tried: 0, lost: 0 }, gitlab: { tried: 0, lost: 0 } },
    ]),
  );

/** Every fault at every request of a pull request, on both hosts. */
describe('what faults of a Git host lose', () => {
  const answered = FAULTS.flatMap(([name, effect]) =>
    effect === KILLED ? [] : [[name, effect] as [string, FaultEffect]],
  );
  const counts = countsOf(FAULTS);
  const readCounts = countsOf(answered);

  describe.each(KINDS)('%s', kind => {
    let used: HostUnderTest;
    let attempts = 0;
    beforeAll(async () => {
      used = await startHostUnderTest(kind, {
        policy: { requestTimeoutMs: 1_500 },
        collaborators: { users: ['ana'], teams: [] },
      });
      const standing = Object.fromEntries(
        FILES.map(({ path, content }) => [path, content!]),
      );
      await used.host.commit(
        ...([REPO, 'main'] as const),
        { CODEOWNERS: '* @ana', ...standing },
        'owners',
      );
    });
    afterAll(() => used.stop());

    const planOf = (branch: string, shape: Shape) =>
      planFor({
        branch,
        files: SHAPES[shape],
        reviewers: { codeowners: true, owner: [] },
        commitMessage: `feat(payments-api): ${branch}`,
      });

    /** Opens it with the fault in the way, and again where that failed. */
    async function tryWith(
      effect: FaultEffect | typeof KILLED,
      step: number,
      shape: Shape,
    ) {
      attempts += 1;
      const plan = planOf(`slo-scout/fault-${attempts}`, shape);
      if (effect !== KILLED) {
        used.host.faults.add({ effect, skip: step });
        await used.provider.openPullRequest(plan);
        expect(used.host.faults.pending).toBe(0);
        return plan.branch;
      }
      const dying = new AbortController();
      const { requests } = used.host;
      const last = requests.length + step;
      const push = requests.push.bind(requests);
      requests.push = (...entries) => {
        if (requests.length === last) dying.abort(new Error('killed'));
        return push(...entries);
      };
      const { signal } = dying;
      // Where the last request was answered first, there was nothing left to kill.
      await used.provider.openPullRequest({ ...plan, signal }).catch(error => {
        if (!signal.aborted) throw error;
      });
      requests.push = push;
      await used.provider.openPullRequest(plan);
      return plan.branch;
    }

    /** One branch with one commit of these files, one pull request with all that belongs to it. */
    async function isWhole(branch: string, shape: Shape): Promise<boolean> {
      const commits = await used.git('rev-list', '--count', `main..${branch}`);
      const changed = await used.git(
        'diff',
        '--name-only',
        `--diff-filter=${shape === 'brings' ? 'M' : 'D'}`,
        `main..${branch}`,
      );
      const found = used.host
        .pullRequests(REPO)
        .filter(({ head }) => head === branch);
      return (
        commits === '1' &&
        changed.split('\n').sort().join() ===
          SHAPES[shape]
            .map(({ path }) => path)
            .sort()
            .join() &&
        found.length === 1 &&
        found[0].labels.join() === 'slo-scout' &&
        found[0].reviewers.join() === 'ana'
      );
    }

    it.each(FAULTS)('%s', async (name, effect) => {
      const count = counts.get(name)![kind];
      for (const shape of SHAPES_OF(name)) {
        for (let step = 0; step < REQUESTS[kind]; step += 1) {
          const branch = await tryWith(effect, step, shape);
          count.tried += 1;
          if (!(await isWhole(branch, shape))) count.lost += 1;
        }
      }
      expect(count).toEqual({
        tried: SHAPES_OF(name).length * REQUESTS[kind],
        lost: 0,
      });
      const branches = await used.git('branch', '--format=%(refname:short)');
      expect(branches.split('\n')).toHaveLength(attempts + 1);
    });

    /** What following a pull request reads of it. */
    async function follow() {
      const [{ path }] = FILES;
      const { provider } = used;
      const state = await provider.getPullRequest(REPO, 1);
      const contents = await provider.readCommit(REPO, state.head_sha, [path]);
      return {
        state,
        contents: [...contents],
        text: await provider.readFile(REPO, state.head_sha, path),
      };
    }

    it.each(answered)('while it is followed: %s', async (name, effect) => {
      const count = readCounts.get(name)![kind];
      const expected = JSON.stringify(await follow());
      for (let step = 0; step < READS[kind]; step += 1) {
        used.host.faults.add({ effect, skip: step });
        const found = JSON.stringify(await follow());
        expect(used.host.faults.pending).toBe(0);
        count.tried += 1;
        if (found !== expected) count.lost += 1;
      }
      expect(count).toEqual({ tried: READS[kind], lost: 0 });
    });
  });

  it('is what the page about reliability says', () => {
    const page = readFileSync(REPORT, 'utf8');
    for (const [name, { github, gitlab }] of [...counts, ...readCounts]) {
      const row = [
        name,
        howOften(github.tried),
        howOften(gitlab.tried),
        github.lost + gitlab.lost === 0 ? 'nothing' : 'something',
      ].join(' | ');
      process.stdout.write(`| ${row} |\n`);
      expect(page.replace(/ +\|/g, ' |')).toContain(`| ${row} |`);
    }
  });
});

import { ConflictError } from '@backstage/errors';
import { rateLimited, secondaryRateLimited, serverError } from 'testbed';
import {
  ALERTING,
  DASHBOARD,
  type HostUnderTest,
  planFor,
  RECORDING,
  REPO,
  RUNBOOK,
  startHostUnderTest,
} from './__testUtils__/gitHost';
import type { PullRequestPlan } from './types';

// Some tests start the Git host anew for every request of the way.
jest.setTimeout(120_000);

const REQUESTS = { github: 8, gitlab: 4 };

describe.each(['github', 'gitlab'] as const)('%s provider', kind => {
  let used: HostUnderTest;
  beforeEach(async () => {
    used = await startHostUnderTest(kind);
  });
  afterEach(() => used.stop());

  const open = (change: Partial<PullRequestPlan> = {}) =>
    used.provider.openPullRequest(planFor(change));
  const opened = async (change: Partial<PullRequestPlan> = {}) => {
    const result = await open(change);
    if (result.outcome !== 'opened') throw new Error(result.outcome);
    return result;
  };
  const requests = () =>
    used.host.requests.filter(request => request.api === kind);

  /** The state that every way through failures must end in. */
  async function expectOneOfEach(sha: string) {
    const { branch } = planFor();
    const branches = await used.git('branch', '--format=%(refname:short)');
    expect(branches.split('\n').sort()).toEqual(['main', branch]);
    expect(await used.git('rev-parse', branch)).toBe(sha);
    expect(await used.git('rev-list', '--count', `main..${branch}`)).toBe('1');
    expect(used.host.pullRequests(REPO)).toMatchObject([
      { number: 1, head: branch, state: 'open', labels: ['slo-scout'] },
    ]);
  }

  it('opens a pull request with all files in one commit', async () => {
    const result = await opened();
    const plan = planFor();

    expect(result).toMatchObject({ number: 1, branch: plan.branch });
    await expectOneOfEach(result.commit_sha);
    const changed = await used.git(
      'diff',
      '--name-only',
      `main..${plan.branch}`,
    );
    expect(changed.split('\n')).toEqual([
      DASHBOARD,
      ALERTING,
      RECORDING,
      RUNBOOK,
    ]);
    for (const { path, content } of plan.files) {
      const shown = await used.git('show', `${plan.branch}:${path}`);
      expect(`${shown}\n`).toBe(content);
    }
    const log = await used.git('log', '-1', '--format=%an|%ae|%B', plan.branch);
    expect(log.trim()).toBe(`sre|sre@example.com|${plan.commitMessage}`);
    expect(used.host.pullRequests(REPO)).toMatchObject([
      { title: plan.title, body: plan.body, base: 'main' },
    ]);
    const page = await fetch(result.url);
    expect(await page.text()).toContain(plan.title);
  });

  it('needs the same few requests for one file and for sixty', async () => {
    await opened({ files: planFor().files.slice(0, 1) });
    expect(requests()).toHaveLength(REQUESTS[kind]);

    used.host.requests.length = 0;
    const files = Array.from({ length: 60 }, (_, n) => ({
      path: `runbooks/service_${n}.yaml`,
      content: `name: ${n}\n`,
    }));
    await opened({ branch: 'slo-scout/many', files });
    expect(requests()).toHaveLength(REQUESTS[kind]);
  });

  it('finds its own work again when it is called again', async () => {
    const first = await opened();
    const second = await opened();

    expect(second).toEqual(first);
    await expectOneOfEach(first.commit_sha);
  });

  it('says that nothing changed, and changes nothing', async () => {
    await opened();
    await used.host.mergePullRequest(REPO, 1);

    const again = await open({ branch: 'slo-scout/payments-api-later' });
    expect(again).toEqual({ outcome: 'unchanged' });
    expect(used.host.pullRequests(REPO)).toHaveLength(1);
  });

  it('returns the pull request of its branch also after it was merged', async () => {
    const first = await opened();
    await used.host.mergePullRequest(REPO, 1);

    expect(await opened()).toEqual(first);
    expect(used.host.pullRequests(REPO)).toHaveLength(1);
  });

  it('updates and deletes files, and leaves alone what it does not name', async () => {
    await opened();
    await used.host.mergePullRequest(REPO, 1);

    const branch = 'slo-scout/payments-api-2';
    await opened({
      branch,
      files: [
        { path: RECORDING, content: 'groups: [] # changed\n' },
        { path: RUNBOOK, content: null },
        { path: 'runbooks/never_was.yaml', content: null },
      ],
    });
    const changed = await used.git('diff', '--name-status', `main..${branch}`);
    expect(changed.split('\n')).toEqual([`M\t${RECORDING}`, `D\t${RUNBOOK}`]);
  });

  it('waits as long as the host says after 429', async () => {
    const waits: string[] = [];
    used.host.faults.add({ method: 'POST', effect: rateLimited(17) });
    const { commit_sha } = await opened({
      onRetry: ({ attempt, reason }) => waits.push(`${attempt}: ${reason}`),
    });

    expect(used.clock.waits).toEqual([17_000]);
    expect(waits).toEqual([expect.stringMatching(/^1: .* answered 429: /)]);
    await expectOneOfEach(commit_sha);
  });

  it('waits after a secondary rate limit, which GitHub calls 403', async () => {
    used.host.faults.add({ effect: secondaryRateLimited(3) });
    const { commit_sha } = await opened();

    expect(used.clock.waits).toEqual([3_000]);
    await expectOneOfEach(commit_sha);
  });

  it.each([
    ['500 before the work', serverError('before')],
    ['500 after the work was done', serverError('after')],
    ['a connection that breaks before', { kind: 'drop', when: 'before' }],
    ['a connection that breaks after', { kind: 'drop', when: 'after' }],
  ] as const)(
    'makes one of each in spite of %s, whichever request it hits',
    async (_, effect) => {
      for (let skip = 0; skip < REQUESTS[kind]; skip += 1) {
        used.host.faults.add({ skip, effect });
        const { commit_sha } = await opened();
        expect(used.host.faults.pending).toBe(0);
        await expectOneOfEach(commit_sha);
        await used.stop();
        used = await startHostUnderTest(kind);
      }
    },
  );

  it('goes on where a process ended that died between any two requests', async () => {
    for (let done = 1; done < REQUESTS[kind]; done += 1) {
      const dying = new AbortController();
      const { requests: log } = used.host;
      const push = log.push.bind(log);
      log.push = (...entries) => {
        if (log.length === done) dying.abort(new Error('killed'));
        return push(...entries);
      };
      await expect(open({ signal: dying.signal })).rejects.toThrow('killed');
      log.push = push;

      // The base goes on in the meantime.
      await used.host.commit(
        REPO,
        'main',
        { 'README.md': `${done}\n` },
        'docs',
      );
      const { commit_sha } = await opened();
      await expectOneOfEach(commit_sha);
      await used.stop();
      used = await startHostUnderTest(kind);
    }
  });

  it('does not wait for ever for a host that is slow', async () => {
    await used.stop();
    const policy = { requestTimeoutMs: 5_000 };
    used = await startHostUnderTest(kind, { policy });
    used.host.faults.add({
      ...{ method: 'POST', effect: { kind: 'slow', ms: 600_000 } },
    });
    const reasons: string[] = [];
    const { commit_sha } = await opened({
      onRetry: ({ reason }) => reasons.push(reason),
    });

    expect(reasons).toEqual([
      expect.stringContaining('could not be reached: no answer in 5000 ms'),
    ]);
    await expectOneOfEach(commit_sha);
  });

  it('gives up after three retries and says when to come back', async () => {
    used.host.faults.add({ method: 'POST', times: 4, effect: serverError() });

    await expect(open()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /answered 500: .*attempt 4.*try again after/,
      ),
      retryAt: expect.any(Date),
    });
    expect(used.clock.waits).toEqual([1_000, 2_000, 4_000]);
    expect(used.host.pullRequests(REPO)).toEqual([]);

    const { commit_sha } = await opened();
    await expectOneOfEach(commit_sha);
  });

  it('never overwrites the commit of a person', async () => {
    await opened();
    const { branch } = planFor();
    const theirs = await used.host.commit(
      REPO,
      branch,
      { [RUNBOOK]: 'name: better\n' },
      'docs: better words',
      { name: 'Grace', email: 'grace@example.com' },
    );

    const attempt = open();
    await expect(attempt).rejects.toThrow(ConflictError);
    await expect(attempt).rejects.toThrow(
      `${theirs.slice(0, 12)} "docs: better words" by Grace`,
    );
    expect(await used.git('rev-parse', branch)).toBe(theirs);
  });

  it('never takes up a branch that somebody else made', async () => {
    const { branch } = planFor();
    const theirs = await used.host.commit(
      REPO,
      branch,
      { a: 'a' },
      'feat: mine',
    );

    await expect(open()).rejects.toThrow(ConflictError);
    expect(await used.git('rev-parse', branch)).toBe(theirs);
    expect(used.host.pullRequests(REPO)).toEqual([]);
  });

  it.each([
    'prometheus/rules/recording/../../../etc/passwd',
    '/prometheus/rules/recording/a.yaml',
    'prometheus/rules/recording/a\nb.yaml',
    '.github/workflows/a.yaml',
  ])('sends nothing at all for the path %j', async path => {
    await expect(open({ files: [{ path, content: 'x' }] })).rejects.toThrow(
      'Refused path',
    );
    expect(requests()).toEqual([]);
  });

  it('refuses to write through a file that stands where its directory should', async () => {
    await used.host.commit(REPO, 'main', { runbooks: 'a file' }, 'odd');
    await expect(open()).rejects.toThrow('runbooks is a file');
    expect(requests().every(({ method }) => method === 'GET')).toBe(true);
  });

  it("keeps to the target's directory", async () => {
    await used.stop();
    used = await startHostUnderTest(kind, { directory: '/clusters/prod/' });
    await expect(open()).rejects.toThrow('below the target');

    const path = `clusters/prod/${RUNBOOK}`;
    await opened({ files: [{ path, content: 'name: x\n' }] });
    expect(await used.git('show', `${planFor().branch}:${path}`)).toBe(
      'name: x',
    );
  });

  it('follows a pull request to its end', async () => {
    const { commit_sha, url } = await opened();
    const before = await used.provider.getPullRequest(REPO, 1);
    expect(before).toEqual({
      ...{ number: 1, url, state: 'open', mergeable: true, base: 'main' },
      ...{ head_sha: commit_sha, merge_commit_sha: null, draft: false },
    });

    await used.host.commit(REPO, 'main', { [RUNBOOK]: 'name: x\n' }, 'other');
    const conflicting = await used.provider.getPullRequest(REPO, 1);
    expect(conflicting).toMatchObject({ state: 'open', mergeable: false });

    await used.host.closePullRequest(REPO, 1);
    const closed = await used.provider.getPullRequest(REPO, 1);
    expect(closed).toMatchObject({ state: 'closed', merge_commit_sha: null });
  });

  it('tells the commit of the merge', async () => {
    await opened();
    const { merge_commit_sha } = await used.host.mergePullRequest(REPO, 1);
    expect(await used.provider.getPullRequest(REPO, 1)).toMatchObject({
      ...{ state: 'merged', merge_commit_sha },
    });
  });

  it('reads files, and says null for what is not there', async () => {
    const { branch, files } = planFor();
    await opened();
    const { provider } = used;
    expect(await provider.readFile(REPO, branch, DASHBOARD)).toBe(
      files[2].content,
    );
    expect(await provider.readFile(REPO, 'main', DASHBOARD)).toBeNull();
    expect(await provider.readFile(REPO, 'nothing', DASHBOARD)).toBeNull();
  });

  it('gives addresses that people can open', async () => {
    const { branch } = planFor();
    await opened();
    const page = await fetch(used.provider.fileUrl(REPO, branch, RUNBOOK));
    expect(await page.text()).toContain('name: payments');
  });

  it('says what to do about a repository that is not there', async () => {
    await expect(open({ repo: 'org/nothing' })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(`integrations.${kind}`),
    });
    await expect(used.provider.getPullRequest(REPO, 99)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });
});

describe('github provider on a repository too large to list', () => {
  it('looks at nothing but what lies on its way', async () => {
    const used = await startHostUnderTest('github');
    try {
      const cut = (body: unknown) => ({ ...Object(body), truncated: true });
      used.host.faults.add({
        ...{ method: 'GET', path: '/git/trees/' },
        effect: { kind: 'alter', change: cut },
      });
      await used.host.commit(REPO, 'main', { [RECORDING]: 'old\n' }, 'old');
      await used.provider.openPullRequest(planFor());

      const { branch } = planFor();
      const changed = await used.git(
        'diff',
        '--name-status',
        `main..${branch}`,
      );
      expect(changed).toContain(`M\t${RECORDING}`);
      const listed = used.host.requests.filter(
        ({ method, path }) => method === 'GET' && path.includes('/git/trees/'),
      );
      // Everything once, then root, prometheus, rules and recording.
      expect(listed).toHaveLength(5);
    } finally {
      await used.stop();
    }
  });
});

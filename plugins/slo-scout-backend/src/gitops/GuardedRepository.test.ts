import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  GitHostError,
  type GitProvider,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import { DEFAULT_LAYOUT } from '../generators/layout';
import { planFor, REPO, RUNBOOK } from './__testUtils__/gitHost';
import {
  createBareRepository,
  PlainGitProvider,
} from './__testUtils__/PlainGitProvider';
import { GuardedRepository } from './GuardedRepository';
import { DEFAULT_RETRY_POLICY } from './retry';
import type { GitOpsTarget, PullRequestPlan } from './types';

jest.setTimeout(120_000);

const HOST = 'git.test';
const TARGET: GitOpsTarget = {
  ...{ name: 'production', environment: 'production', provider: 'plain-git' },
  ...{ host: HOST, repo: REPO, branch: 'main', directory: '', labels: [] },
  pullRequests: { draft: false, signOff: false, reviewers: 'none' },
  layout: DEFAULT_LAYOUT,
  format: { rules: 'prometheus', dashboard: 'json', labels: {} },
  rules: { labels: {}, annotations: {}, severities: {} },
};

type Step = (...args: unknown[]) => Promise<unknown>;

/** The guards around a provider that knows nothing of them. */
describe('a guarded repository', () => {
  let folder: string;
  let host: PlainGitProvider;
  let waits: number[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-guarded-'));
    await createBareRepository(join(folder, REPO), { 'README.md': '# x\n' });
    host = new PlainGitProvider(folder, HOST);
    waits = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The provider, where something is done around each of its steps. */
  const around = (wrap: (step: Step) => Step): GitProvider =>
    new Proxy(host, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' && name !== 'fileUrl'
          ? wrap((...args) => value.apply(target, args))
          : value;
      },
    });
  const guarded = (provider: GitProvider = host, signal?: AbortSignal) =>
    new GuardedRepository({
      target: TARGET,
      ...{ provider, signal },
      logger: mockServices.logger.mock(),
      policy: {
        ...DEFAULT_RETRY_POLICY,
        random: () => 1,
        sleep: async ms => {
          waits.push(ms);
        },
      },
    });
  const open = (provider?: GitProvider, change?: Partial<PullRequestPlan>) =>
    guarded(provider).openPullRequest(planFor(change));
  const git = (...args: string[]) => host.git(REPO, ...args);

  async function expectOneOfEach() {
    const { branch } = planFor();
    const branches = await git('branch', '--format=%(refname:short)');
    expect(branches.split('\n').sort()).toEqual(['main', branch]);
    expect(await git('rev-list', '--count', `main..${branch}`)).toBe('1');
    const changed = await git('diff', '--name-only', `main..${branch}`);
    expect(changed.split('\n').sort()).toEqual(
      planFor()
        .files.map(({ path }) => path)
        .sort(),
    );
    const requests = await git('for-each-ref', 'refs/requests/');
    expect(requests.split('\n')).toHaveLength(1);
    expect(await host.shown(REPO, 1)).toMatchObject({
      labels: planFor().labels,
    });
  }

  it.each(['before', 'after'] as const)(
    'makes one of each in spite of a failure %s the work of any step',
    async when => {
      const met: number[] = [];
      for (let failing = 0; ; failing += 1) {
        let step = 0;
        const flaky = around(work => async (...args) => {
          const fails = step === failing;
          step += 1;
          if (fails && when === 'after') await work(...args);
          if (fails) throw new GitHostError('gone');
          return work(...args);
        });
        waits = [];
        await open(flaky);
        await expectOneOfEach();
        met.push(waits.length);
        if (waits.length === 0) break;
        await rm(join(folder, REPO), { recursive: true });
        await createBareRepository(join(folder, REPO), { a: 'a' });
      }
      // One wait for each step that failed, of which there were several.
      expect(met.slice(0, -1)).toEqual(met.slice(0, -1).map(() => 1));
      expect(met.length).toBeGreaterThan(3);
    },
  );

  it('says when to come back after three retries', async () => {
    const busy = around(() => async () => {
      throw new GitHostError('slow down', {
        status: 429,
        headers: { 'retry-after': '17' },
      });
    });
    await expect(open(busy)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('git.test answered 429: slow down'),
    });
    expect(waits).toEqual([17_000, 17_000, 17_000]);
  });

  it.each([
    [401, 'NotAllowedError', 'does not accept the credentials of provider'],
    [403, 'NotAllowedError', 'They need to write contents and pull requests'],
    [404, 'NotFoundError', 'was not found on git.test'],
    [409, 'ConflictError', 'git.test refused a request for'],
  ])('explains %i, and does not repeat it', async (status, name, words) => {
    let steps = 0;
    const refusing = around(() => async () => {
      steps += 1;
      throw new GitHostError('no', { status });
    });
    await expect(open(refusing)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(words),
    });
    expect(steps).toBe(1);
  });

  it("does not repeat a mistake of the provider's own", async () => {
    const broken = around(() => async () => {
      throw new TypeError('x is not a function');
    });
    await expect(open(broken)).rejects.toThrow('x is not a function');
    expect(waits).toEqual([]);
  });

  it('asks nothing at all for a path outside of the layout', async () => {
    let steps = 0;
    const counting = around(work => (...args) => {
      steps += 1;
      return work(...args);
    });
    const files = [{ path: '.github/workflows/a.yaml', content: 'x' }];
    await expect(open(counting, { files })).rejects.toThrow('Refused path');
    expect(steps).toBe(0);
  });

  it('believes no commit that was made without the files', async () => {
    const { branch } = planFor();
    const careless = around(work => async (...args) => {
      const [request] = args as [{ select?: unknown }];
      if (!request?.select) return work(...args);
      await git('update-ref', `refs/heads/${branch}`, 'main');
      return { outcome: 'committed', sha: await git('rev-parse', 'main') };
    });
    await expect(open(careless)).rejects.toThrow('a commit that is not ours');
    expect(await git('for-each-ref', 'refs/requests/')).toBe('');
  });

  it('says that the branch holds these files already', async () => {
    await open();
    await git('update-ref', 'refs/heads/main', planFor().branch);
    const later = { branch: 'slo-scout/later' };
    expect(await open(host, later)).toEqual({ outcome: 'unchanged' });
  });

  it('reads files, and null for what is not there', async () => {
    await open();
    const { branch } = planFor();
    expect(await guarded().readFile(REPO, branch, RUNBOOK)).toBe(
      'name: payments\n',
    );
    expect(await guarded().readFile(REPO, 'main', RUNBOOK)).toBeNull();
    expect(await guarded().readFile(REPO, 'nothing', RUNBOOK)).toBeNull();
  });

  it('ends with the signal of the job that it was made for', async () => {
    const job = new AbortController();
    const hanging = around(() => () => {
      setImmediate(() => job.abort(new Error('its time is over')));
      return new Promise(() => {});
    });
    const repository = guarded(hanging, job.signal);
    await expect(repository.readBranch(REPO, 'main', [])).rejects.toThrow(
      'its time is over',
    );
  });
});

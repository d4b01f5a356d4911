import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  type GitProviderRegistration,
  sloScoutGitProvidersExtensionPoint,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import execa from 'execa';
import { RELAXED } from '../__testUtils__/relaxedPolicy';
import { TestPortal } from '../__testUtils__/testPortal';
import { Bundles } from './__testUtils__/bundles';
import {
  createBareRepository,
  PlainGitProvider,
} from './__testUtils__/PlainGitProvider';

jest.setTimeout(300_000);

const HOST = 'git.test';
const REPO = 'acme/observability-config';
const RULES = 'prometheus/rules/recording/payments_api_slis.yaml';

let count = 0;
const moduleWith = (...added: GitProviderRegistration[]): BackendFeature => {
  count += 1;
  return createBackendModule({
    pluginId: 'slo-scout',
    moduleId: `test-git-${count}`,
    register(env) {
      env.registerInit({
        deps: { providers: sloScoutGitProvidersExtensionPoint },
        async init({ providers }) {
          added.forEach(provider => providers.addGitProvider(provider));
        },
      });
    },
  });
};

const target = (change: object = {}) => ({
  ...{ name: 'production', environment: 'production' },
  ...{ host: HOST, repo: REPO, labels: ['slo-scout'] },
  ...change,
});

const start = (features: BackendFeature[], ...targets: object[]) =>
  TestPortal.start({
    features,
    config: {
      targets,
      policy: RELAXED,
    } as object,
  });

/** A provider over plain git, brought by a module: nothing of it is in the plugin. */
describe('a Git provider of a module', () => {
  let folder: string;
  let host: PlainGitProvider;
  let portal: TestPortal | undefined;
  let bundles: Bundles;
  const asked: string[] = [];
  const plainGit = (): GitProviderRegistration => ({
    id: 'plain-git',
    hosts: [HOST],
    forHost: name => {
      asked.push(name);
      return host;
    },
  });
  const git = (...args: string[]) => host.git(REPO, ...args);
  /** What a person's merge leaves behind. */
  const merge = async (branch: string) => {
    const tree = await git('merge-tree', '--write-tree', 'main', branch);
    const sha = await git(
      ...['-c', 'user.name=Grace', '-c', 'user.email=g@example.com'],
      ...['commit-tree', tree, '-p', 'main', '-p', branch, '-m', 'merge'],
    );
    await git('update-ref', 'refs/heads/main', sha);
    return sha;
  };
  /** A person's commit on a branch, with the same files. */
  const commitOn = async (branch: string, title: string) => {
    const sha = await git(
      ...['-c', 'user.name=Grace', '-c', 'user.email=g@example.com'],
      ...['commit-tree', `${branch}^{tree}`, '-p', branch, '-m', title],
    );
    await git('update-ref', `refs/heads/${branch}`, sha);
    return sha;
  };

  beforeEach(async () => {
    asked.length = 0;
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-plain-git-'));
    await createBareRepository(join(folder, REPO), { 'README.md': '# x\n' });
    host = new PlainGitProvider(folder, HOST);
    portal = await start([moduleWith(plainGit())], target());
    bundles = new Bundles(() => portal!);
  });
  afterEach(async () => {
    await portal?.stop();
    portal = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a bundle the whole way, chosen by its host', async () => {
    expect(asked).toEqual([HOST]);
    const opened = await bundles.opened();
    expect(opened).toMatchObject({
      pr_number: 1,
      pr_url: `https://${HOST}/${REPO}/requests/1`,
    });
    const { branch_name: branch, deployment_id: id } = opened;
    expect(await git('rev-list', '--count', `main..${branch}`)).toBe('1');
    const changed = await git('diff', '--name-only', `main..${branch}`);
    expect(changed.split('\n').sort()).toEqual(opened.artifacts_included);
    expect(await host.shown(REPO, 1)).toMatchObject({
      title: expect.stringContaining('payments-api'),
      labels: ['slo-scout'],
    });

    const commit = await merge(branch);
    await portal!.runJob('reconcile-deployments');
    expect(await bundles.deployment(id)).toMatchObject({
      status: 'deployed',
      merge_commit_sha: commit,
      error: null,
    });
    expect(await bundles.moves(id)).toEqual(['deployment_completed']);
    expect(await git('show', `main:${RULES}`)).toContain('payments_api_slis');

    const again = await bundles.opened();
    expect(again.pr_number).toBe(2);
  });

  it('is followed to its end where somebody closes the pull request', async () => {
    const { deployment_id: id, branch_name: branch } = await bundles.opened();
    await git('update-ref', '-d', `refs/heads/${branch}`);
    await portal!.runJob('reconcile-deployments');
    expect(await bundles.status(id)).toBe('closed');
  });

  it('goes on with its open pull request, and never over a commit of a person', async () => {
    const first = await bundles.opened();
    const second = await bundles.opened();
    expect(second).toMatchObject({
      pr_number: first.pr_number,
      branch_name: first.branch_name,
    });
    const branch = first.branch_name;
    const theirs = await commitOn(branch, 'docs: better words');
    const { status, body } = await bundles.deploy(await bundles.approved());
    expect({ status, message: body.error.message }).toEqual({
      status: 409,
      message: expect.stringContaining(
        `${theirs.slice(0, 12)} "docs: better words" by Grace`,
      ),
    });
    expect(await git('rev-parse', branch)).toBe(theirs);
  });

  it('gets no file to write where a link leads astray', async () => {
    const link = await git('rev-parse', 'main:README.md');
    const tree = await host.git(REPO, ...['rev-parse', 'main^{tree}']);
    const odd = await mkTree(tree, `120000 blob ${link}\tprometheus`);
    const sha = await git(
      ...['-c', 'user.name=Grace', '-c', 'user.email=g@example.com'],
      ...['commit-tree', odd, '-p', 'main', '-m', 'link'],
    );
    await git('update-ref', 'refs/heads/main', sha);

    const { status, body } = await bundles.deploy(await bundles.approved());
    expect({ status, message: body.error.message }).toEqual({
      status: 409,
      message: expect.stringContaining('prometheus is a symbolic link'),
    });
    expect(await git('branch', '--format=%(refname:short)')).toBe('main');
  });

  it('that does not find its repository is said, and tried again by a person', async () => {
    const ids = await bundles.approved();
    await rename(join(folder, REPO), join(folder, 'elsewhere'));
    const { status, body } = await bundles.deploy(ids);
    expect({ status, message: body.error.message }).toEqual({
      status: 404,
      message: expect.stringContaining(
        'or the credentials of provider plain-git may not see it',
      ),
    });
    await rename(join(folder, 'elsewhere'), join(folder, REPO));
    expect((await bundles.deploy(ids)).status).toBe(201);
  });

  async function mkTree(tree: string, line: string): Promise<string> {
    const entries = await git('ls-tree', tree);
    const { stdout } = await execa('git', ['mktree'], {
      env: { GIT_DIR: join(folder, REPO) },
      input: `${entries}\n${line}\n`,
    });
    return stdout;
  }
});

describe('the start', () => {
  const unused = (
    change: Partial<GitProviderRegistration> = {},
  ): GitProviderRegistration => ({
    id: 'plain-git',
    hosts: [HOST],
    forHost: () => new PlainGitProvider('/nonexistent', HOST),
    ...change,
  });
  const refused = async (features: BackendFeature[], ...targets: object[]) => {
    const started = await start(features, ...targets).catch(
      (error: Error) => error,
    );
    if (started instanceof Error) return started.message;
    await started.stop();
    return 'started';
  };

  it.each([
    [
      'a host that nobody serves',
      [],
      target(),
      `Target production: no provider serves ${HOST}`,
    ],
    [
      'a provider that nobody brought',
      [],
      target({ provider: 'plain-git' }),
      'provider plain-git is unknown. Use github or gitlab, or install',
    ],
    [
      "a provider on another's host",
      [unused()],
      target({ provider: 'plain-git', host: 'elsewhere.test' }),
      `provider plain-git does not serve elsewhere.test, only ${HOST}.`,
    ],
    [
      'a host with two providers, none of which is named',
      [unused({ hosts: ['github.com'] })],
      target({ host: 'github.com' }),
      'github and plain-git both serve github.com. Name one as its provider.',
    ],
    [
      'a host that its integration lacks',
      [],
      target({ provider: 'gitlab' }),
      `Target production: integrations.gitlab has no entry for ${HOST}`,
    ],
    [
      'two modules for one host',
      [unused(), unused({ id: 'other-git' })],
      target(),
      `Git providers plain-git and other-git both claim the host ${HOST}`,
    ],
    [
      'two modules of one name',
      [unused(), unused({ hosts: ['other.test'] })],
      target(),
      'There is a Git provider plain-git already',
    ],
    [
      "a module by the plugin's own name",
      [unused({ id: 'github' })],
      target(),
      'There is a Git provider github already',
    ],
    [
      'an address for a host',
      [unused({ hosts: ['https://git.test'] })],
      target(),
      'is not a host',
    ],
    ['no host', [unused({ hosts: [] })], target(), 'has no host'],
    ['a bad name', [unused({ id: 'Plain Git' })], target(), "provider's id is"],
    [
      'a provider that cannot begin',
      [
        unused({
          forHost: () => {
            throw new Error('plain-git has no credentials');
          },
        }),
      ],
      target(),
      'plain-git has no credentials',
    ],
  ])('is refused with %s', async (_, added, wanted, words) => {
    const features = added.map(registration => moduleWith(registration));
    expect(await refused(features, wanted)).toContain(words);
  });

  it('is fine with a provider that is named where two serve the host', async () => {
    const module = moduleWith(unused({ hosts: ['github.com'] }));
    const named = target({ host: 'github.com', provider: 'plain-git' });
    expect(await refused([module], named)).toBe('started');
  });
});

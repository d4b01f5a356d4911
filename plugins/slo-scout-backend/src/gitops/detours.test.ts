import execa from 'execa';
import {
  type HostUnderTest,
  planFor,
  REPO,
  startHostUnderTest,
} from './__testUtils__/gitHost';

jest.setTimeout(60_000);

/** What a repository may hold to lead a commit astray, as real Git objects. */
describe.each(['github', 'gitlab'] as const)('%s: detours', kind => {
  let used: HostUnderTest;
  beforeEach(async () => {
    used = await startHostUnderTest(kind);
  });
  afterEach(() => used.stop());

  const git = (args: string[], input?: string) =>
    execa('git', ['-c', 'user.name=x', '-c', 'user.email=x@y', ...args], {
      env: { GIT_DIR: used.host.repositoryPath(REPO) },
      ...(input === undefined ? {} : { input }),
    }).then(({ stdout }) => stdout);
  /** Adds one entry to the root of main. */
  const add = async (entry: string) => {
    const entries = await git(['ls-tree', 'main']);
    const tree = await git(['mktree'], `${entries}\n${entry}\n`);
    const commit = await git([
      ...['commit-tree', tree, '-p', 'main', '-m', 'odd'],
    ]);
    await git(['update-ref', 'refs/heads/main', commit]);
  };

  it.each([
    [
      'a symbolic link',
      '120000 blob',
      'main:README.md',
      'runbooks',
      'runbooks is a symbolic link',
    ],
    [
      'a submodule',
      '160000 commit',
      'main',
      'runbooks',
      'runbooks is a submodule',
    ],
    [
      'a folder in other letter case',
      '040000 tree',
      'main:prometheus',
      'Runbooks',
      'Runbooks differs from it in letter case only',
    ],
  ])(
    '%s is refused, and nothing written',
    async (_, kindOf, of, name, words) => {
      const sha = await git(['rev-parse', of]);
      await add(`${kindOf} ${sha}\t${name}`);
      await expect(used.provider.openPullRequest(planFor())).rejects.toThrow(
        words,
      );
      expect(used.host.requests.every(({ method }) => method === 'GET')).toBe(
        true,
      );
      expect(await git(['branch', '--format=%(refname:short)'])).toBe('main');
    },
  );
});

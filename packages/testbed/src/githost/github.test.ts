import { Octokit } from '@octokit/rest';
import { runGit } from './git/process';
import { useGitHost } from './testSupport';

const REPO = { owner: 'org', repo: 'config' };
const PERSON = {
  name: 'Ada',
  email: 'ada@example.com',
  date: '2026-11-20T10:00:00Z',
};

describe('GitHub REST API of the Git host', () => {
  const used = useGitHost();
  const octokit = (auth: string | undefined = used.host.token) =>
    new Octokit({ auth, baseUrl: used.host.apiUrl.github });

  async function openPullRequest(
    files: Record<string, string>,
    branch = 'feature/one',
  ) {
    const { git, pulls } = octokit();
    const base = await git.getRef({ ...REPO, ref: 'heads/main' });
    const parent = base.data.object.sha;
    const { data: parentCommit } = await git.getCommit({
      ...REPO,
      commit_sha: parent,
    });
    const tree = await git.createTree({
      ...REPO,
      base_tree: parentCommit.tree.sha,
      tree: Object.entries(files).map(([path, content]) => ({
        ...{ path, content, mode: '100644' as const, type: 'blob' as const },
      })),
    });
    const commit = await git.createCommit({
      ...REPO,
      message: 'feat: one\n\nBody',
      tree: tree.data.sha,
      parents: [parent],
      author: PERSON,
      committer: PERSON,
    });
    const { sha } = commit.data;
    await git.createRef({ ...REPO, ref: `refs/heads/${branch}`, sha });
    const pull = await pulls.create({
      ...REPO,
      title: 'feat: one',
      body: 'Body',
      head: branch,
      base: 'main',
    });
    return { sha, number: pull.data.number };
  }

  it('makes a commit that git shows as it was meant', async () => {
    const { sha } = await openPullRequest({ 'a/b.yaml': 'x: 1\n' });

    expect(
      await used.git('show', '-s', '--format=%an %ae %aI %cI %B', sha),
    ).toBe(
      'Ada ada@example.com 2026-11-20T10:00:00+00:00 2026-11-20T10:00:00+00:00 feat: one\n\nBody',
    );
    expect(await used.git('show', `${sha}:a/b.yaml`)).toBe('x: 1');
    expect(await used.git('ls-tree', '-r', '--name-only', sha)).toBe(
      'README.md\na/b.yaml',
    );
  });

  it('lists, changes, labels and merges a pull request', async () => {
    const { number, sha } = await openPullRequest({ 'a.txt': 'a\n' });
    const { pulls, issues } = octokit();
    const pull_number = number;

    await issues.addLabels({ ...REPO, issue_number: number, labels: ['slo'] });
    await pulls.update({ ...REPO, pull_number, title: 'feat: two' });
    const listed = await pulls.list({ ...REPO, head: 'org:feature/one' });
    expect(listed.data).toMatchObject([
      { number, title: 'feat: two', labels: [{ name: 'slo' }] },
    ]);
    const files = await pulls.listFiles({ ...REPO, pull_number });
    expect(files.data).toMatchObject([
      {
        filename: 'a.txt',
        status: 'added',
        additions: 1,
        patch: '@@ -0,0 +1 @@\n+a',
      },
    ]);

    const open = await pulls.get({ ...REPO, pull_number });
    expect(open.data).toMatchObject({
      mergeable: true,
      merged: false,
      commits: 1,
    });
    await pulls.merge({ ...REPO, pull_number, sha });
    const merged = await pulls.get({ ...REPO, pull_number });
    expect(merged.data).toMatchObject({ state: 'closed', merged: true });
    expect(await used.git('rev-parse', 'main')).toBe(
      merged.data.merge_commit_sha,
    );
    expect(await used.git('show', 'main:a.txt')).toBe('a');
  });

  it('says that a conflicting pull request cannot be merged', async () => {
    const { number } = await openPullRequest({ 'README.md': '# Ours\n' });
    await used.host.commit(
      'org/config',
      'main',
      { 'README.md': '# Theirs\n' },
      'docs',
    );
    const { pulls } = octokit();

    const pull_number = number;
    const { data } = await pulls.get({ ...REPO, pull_number });
    expect(data).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    await expect(pulls.merge({ ...REPO, pull_number })).rejects.toMatchObject({
      status: 405,
    });
  });

  it('refuses what GitHub refuses, in its words', async () => {
    const { sha } = await openPullRequest({ 'a.txt': 'a\n' });
    const { git, pulls, repos } = octokit();
    const pull = { ...REPO, title: 't', head: 'feature/one', base: 'main' };

    await expect(
      git.createRef({ ...REPO, ref: 'refs/heads/feature/one', sha }),
    ).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('Reference already exists'),
    });
    await expect(pulls.create(pull)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(
        'A pull request already exists for org:feature/one.',
      ),
    });
    await expect(
      pulls.create({ ...pull, head: 'nothing' }),
    ).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('"field":"head","code":"invalid"'),
    });
    await expect(
      repos.get({ owner: 'org', repo: 'nothing' }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      git.createTree({
        ...REPO,
        base_tree: sha,
        tree: [
          { path: 'nothing.txt', mode: '100644', type: 'blob', sha: null },
        ],
      }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(
      git.createTree({
        ...REPO,
        tree: [{ path: '../up', mode: '100644', type: 'blob', content: '' }],
      }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it('moves and deletes refs by compare-and-swap', async () => {
    const { sha } = await openPullRequest({ 'a.txt': 'a\n' });
    const { git } = octokit();
    const main = await used.git('rev-parse', 'main');

    await expect(
      git.updateRef({ ...REPO, ref: 'heads/feature/one', sha: main }),
    ).rejects.toMatchObject({ status: 422 });
    await git.updateRef({ ...REPO, ref: 'heads/main', sha });
    expect(await used.git('rev-parse', 'main')).toBe(sha);
    await git.deleteRef({ ...REPO, ref: 'heads/feature/one' });
    expect(await used.git('branch', '--format=%(refname:short)')).toBe('main');
  });

  it('lets anyone read, and nobody write without the token', async () => {
    const anonymous = new Octokit({ baseUrl: used.host.apiUrl.github });
    const { data } = await anonymous.repos.getContent({
      ...REPO,
      path: 'README.md',
    });
    expect(data).toMatchObject({ type: 'file', encoding: 'base64' });

    const blob = { ...REPO, content: 'x' };
    await expect(anonymous.git.createBlob(blob)).rejects.toMatchObject({
      status: 401,
    });
    await expect(octokit('wrong').git.createBlob(blob)).rejects.toMatchObject({
      status: 401,
    });
  });

  it('is cloned by git over HTTP', async () => {
    const to = `${used.dataDir}/clone`;
    await runGit(['clone', '--quiet', `${used.host.url}/org/config.git`, to]);
    const { stdout } = await runGit(['-C', to, 'log', '--format=%s']);
    expect(stdout.toString()).toBe('Initial commit\n');
  });
});

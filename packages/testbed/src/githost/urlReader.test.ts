import { Gitlab } from '@gitbeaker/rest';
import { startGitHost } from './startGitHost';
import { useGitHost } from './testSupport';

describe('what readers and GitLab clients ask', () => {
  const used = useGitHost();

  it('serves raw contents with an ETag, as the GitHub URL reader asks for them', async () => {
    const url = `${used.host.apiUrl.github}/repos/org/config/contents/README.md?ref=main`;
    const headers = { accept: 'application/vnd.github.v3.raw' };
    const first = await fetch(url, { headers });
    expect(await first.text()).toBe('# Configuration\n');
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(url, {
      headers: { ...headers, 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });

  it('serves the status and the tarball that a tree is read from', async () => {
    const base = `${used.host.apiUrl.github}/repos/org/config`;
    const status = await fetch(`${base}/commits/main/status?per_page=0`);
    const { sha, repository } = await status.json();
    expect(sha).toBe(await used.git('rev-parse', 'main'));
    const archive = await fetch(
      repository.archive_url
        .replace('{archive_format}', 'tarball')
        .replace('{/ref}', `/${sha}`),
    );
    expect(archive.headers.get('content-type')).toContain('gzip');
    expect((await archive.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  it('answers a GitLab client', async () => {
    const { host } = used;
    const gitlab = new Gitlab({ host: host.url, token: host.token });
    const project = await gitlab.Projects.show('org/config');
    expect(project).toMatchObject({ path_with_namespace: 'org/config' });

    await gitlab.Commits.create(
      'org/config',
      'one',
      'feat: one',
      [
        { action: 'create', filePath: 'a/b.txt', content: 'b\n' },
        { action: 'update', filePath: 'README.md', content: '# New\n' },
      ],
      {
        startBranch: 'main',
        authorName: 'Ada',
        authorEmail: 'ada@example.com',
      },
    );
    expect(await used.git('log', '-1', '--format=%an %ae %s', 'one')).toBe(
      'Ada ada@example.com feat: one',
    );
    const branch = await gitlab.Branches.show('org/config', 'one');
    expect(branch.commit.message).toBe('feat: one');
    const tree = await gitlab.Repositories.allRepositoryTrees('org/config', {
      ...{ ref: 'one', recursive: true, pagination: 'keyset', perPage: 1 },
    });
    expect(tree.map(entry => entry.path)).toEqual([
      'README.md',
      'a',
      'a/b.txt',
    ]);

    const made = await gitlab.MergeRequests.create(
      'org/config',
      'one',
      'main',
      'feat: one',
      { labels: 'slo,scout' },
    );
    expect(made).toMatchObject({ iid: 1, labels: ['slo', 'scout'] });
    await gitlab.MergeRequests.merge('org/config', 1);
    const [listed] = await gitlab.MergeRequests.all({
      ...{ projectId: 'org/config', state: 'merged', sourceBranch: 'one' },
    });
    expect(listed.merge_commit_sha).toBe(await used.git('rev-parse', 'main'));
    const raw = await gitlab.RepositoryFiles.showRaw(
      'org/config',
      'a/b.txt',
      'main',
    );
    expect(raw).toBe('b\n');
  });

  it.each([
    ['create', 'README.md', 'already exists'],
    ['update', 'none.md', "doesn't exist"],
    ['delete', 'none.md', "doesn't exist"],
  ] as const)(
    'refuses to %s %s, as GitLab does',
    async (action, filePath, words) => {
      const gitlab = new Gitlab({
        host: used.host.url,
        token: used.host.token,
      });
      await expect(
        gitlab.Commits.create(
          'org/config',
          'one',
          'feat: one',
          [{ action, filePath, content: 'x' }],
          { startBranch: 'main' },
        ),
      ).rejects.toThrow(words);
    },
  );

  it('remembers repositories and pull requests over a restart', async () => {
    const { host, dataDir } = used;
    await host.commit('org/config', 'one', { 'a.txt': 'a\n' }, 'one');
    const gitlab = new Gitlab({ host: host.url, token: host.token });
    await gitlab.MergeRequests.create('org/config', 'one', 'main', 'feat: one');
    await host.stop();

    const again = await startGitHost({
      dataDir,
      repositories: { 'org/config': { 'README.md': 'other' } },
    });
    expect(again.pullRequests('org/config')).toMatchObject([
      { number: 1, title: 'feat: one', state: 'open' },
    ]);
    await again.mergePullRequest('org/config', 1);
    expect(await used.git('show', 'main:README.md')).toBe('# Configuration');
    await again.stop();
  });
});

import { ApiRequest, ApiResponse } from '../api/types';
import { HostedRepository } from '../forge/HostedRepository';
import { TreeEntry } from '../git/objects';
import { notFound } from './errors';
import { encodePath, GithubShapes } from './shapes';

type Handler = (
  repo: HostedRepository,
  request: ApiRequest,
) => Promise<ApiResponse>;

/** Repository, branches, commits, contents, archive. @internal */
export function repositoryHandlers(
  shapes: GithubShapes,
): Record<string, Handler> {
  const base = '/repos/{owner}/{repo}';
  return {
    [`GET ${base}`]: async repo => ({
      status: 200,
      json: shapes.repository(repo),
    }),
    [`GET ${base}/branches`]: async repo => {
      const branches = await repo.git.branches();
      return {
        status: 200,
        json: branches.map(({ name, sha }) => ({
          name,
          commit: { sha, url: `${shapes.repoApi(repo)}/commits/${sha}` },
          protected: false,
        })),
      };
    },
    [`GET ${base}/branches/{branch}`]: async (repo, { params }) => {
      const sha = await repo.git.branch(params.branch);
      if (!sha) throw notFound();
      const commit = await repo.git.commit(sha);
      return { status: 200, json: shapes.branch(repo, params.branch, commit) };
    },
    [`GET ${base}/commits/{ref}/status`]: async (repo, { params }) => {
      const sha = await resolve(repo, params.ref);
      const url = `${shapes.repoApi(repo)}/commits/${sha}`;
      return {
        status: 200,
        json: {
          state: 'pending',
          statuses: [],
          sha,
          total_count: 0,
          repository: shapes.repository(repo),
          commit_url: url,
          url: `${url}/status`,
        },
      };
    },
    [`GET ${base}/commits/{ref}`]: async (repo, { params }) => {
      const commit = await repo.git.commit(await resolve(repo, params.ref));
      return { status: 200, json: shapes.commit(repo, commit) };
    },
    [`GET ${base}/contents/{path}`]: (repo, request) =>
      contents(shapes, repo, request),
    [`GET ${base}/tarball/{ref}`]: async (repo, { params }) => {
      const sha = await resolve(repo, params.ref);
      const location = `${shapes.repoHtml(repo)}/archive/${sha}.tar.gz`;
      return { status: 302, headers: { location } };
    },
  };
}

async function resolve(repo: HostedRepository, ref: string): Promise<string> {
  const sha = await repo.git.resolve(ref);
  if (!sha) throw notFound();
  return sha;
}

async function contents(
  shapes: GithubShapes,
  repo: HostedRepository,
  { params, query, headers }: ApiRequest,
): Promise<ApiResponse> {
  const ref = query.ref ?? repo.defaultBranch;
  const commit = await resolve(repo, ref);
  const entry = await repo.git.entryAt(commit, params.path);
  if (!entry) throw notFound();

  const describe = (e: TreeEntry) => contentJson(shapes, repo, ref, e);
  if (entry.type === 'tree') {
    const entries = await repo.git.tree(entry.sha);
    const below = entry.path ? `${entry.path}/` : '';
    return {
      status: 200,
      json: entries.map(e => describe({ ...e, path: `${below}${e.path}` })),
    };
  }
  if (entry.type === 'commit') {
    const submodule = {
      type: 'submodule',
      submodule_git_url: shapes.repoHtml(repo),
    };
    return { status: 200, json: { ...describe(entry), ...submodule } };
  }
  const content = await repo.git.blob(entry.sha);
  if (/application\/vnd\.github(\.v3)?\.raw/.test(headers.accept ?? '')) {
    return {
      status: 200,
      raw: {
        contentType: 'application/vnd.github.raw; charset=utf-8',
        content,
      },
      headers: { etag: `"${entry.sha}"` },
    };
  }
  if (entry.mode === '120000') {
    const link = { type: 'symlink', target: content.toString() };
    return { status: 200, json: { ...describe(entry), ...link } };
  }
  return {
    status: 200,
    json: {
      ...describe(entry),
      content: content.toString('base64'),
      encoding: 'base64',
    },
  };
}

function contentJson(
  shapes: GithubShapes,
  repo: HostedRepository,
  ref: string,
  entry: TreeEntry,
) {
  const path = encodePath(entry.path);
  const url = `${shapes.repoApi(repo)}/contents/${path}?ref=${ref}`;
  const kind = entry.type === 'tree' ? 'tree' : 'blob';
  const git = `${shapes.repoApi(repo)}/git/${kind}s/${entry.sha}`;
  const html = `${shapes.repoHtml(repo)}/${kind}/${ref}/${path}`;
  return {
    type: entry.type === 'tree' ? 'dir' : 'file',
    name: entry.path.split('/').pop() ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: html,
    git_url: git,
    download_url:
      entry.type === 'tree' ? null : html.replace('/blob/', '/raw/'),
    _links: { self: url, git, html },
  };
}

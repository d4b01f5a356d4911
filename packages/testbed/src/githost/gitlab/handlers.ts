import { ApiError, ApiRequest, ApiResponse } from '../api/types';
import { Forge } from '../forge/Forge';
import { HostedRepository } from '../forge/HostedRepository';
import { mergeRequestRoutes } from './mergeRequestRoutes';
import { createCommit, NewCommit } from './commits';
import { page } from './pagination';
import { GitlabShapes } from './shapes';

/** @internal */
export type GitlabHandler = (
  repo: HostedRepository,
  request: ApiRequest,
) => Promise<ApiResponse>;

/** `required` attributes of the body are looked for before the handler runs. @internal */
export interface GitlabRoute {
  handle: GitlabHandler;
  required?: string[];
}

/** @internal */
export function gitlabRoutes(
  shapes: GitlabShapes,
  forge: Forge,
  apiUrl: string,
  /** User names; the id of each is its place, from 1. */
  members: string[],
): Record<string, GitlabRoute> {
  return {
    ...repositoryRoutes(shapes, apiUrl),
    ...mergeRequestRoutes(shapes, forge, apiUrl, members),
    'GET /projects/{id}/members/all': {
      handle: async (_, request) => {
        const listed = page(request, apiUrl, members, name => name);
        const json = listed.json.map(name =>
          shapes.member(name, members.indexOf(name) + 1),
        );
        return { ...listed, json };
      },
    },
  };
}

function repositoryRoutes(
  shapes: GitlabShapes,
  apiUrl: string,
): Record<string, GitlabRoute> {
  const base = '/projects/{id}/repository';
  const file: GitlabHandler = async (repo, { params, query }) => {
    const { commit, entry } = await lookUp(repo, query.ref, params.path);
    const [last] = await repo.git.log(commit, 1, [entry.path]);
    const content = await repo.git.blob(entry.sha);
    const commits = { commit, last: last.sha };
    return {
      status: 200,
      json: shapes.file(query.ref, entry, content, commits),
    };
  };
  return {
    'GET /projects/{id}': {
      handle: async repo => ({ status: 200, json: shapes.project(repo) }),
    },
    [`GET ${base}/branches`]: {
      handle: async (repo, request) => {
        const all = await repo.git.branches();
        const listed = page(request, apiUrl, all, ({ name }) => name);
        const json = await Promise.all(
          listed.json.map(async ({ name, sha }) =>
            shapes.branch(repo, name, await repo.git.commit(sha)),
          ),
        );
        return { ...listed, json };
      },
    },
    [`GET ${base}/branches/{branch}`]: {
      handle: async (repo, { params }) => {
        const sha = await repo.git.branch(params.branch);
        if (!sha) throw notFound('Branch');
        const commit = await repo.git.commit(sha);
        return {
          status: 200,
          json: shapes.branch(repo, params.branch, commit),
        };
      },
    },
    [`GET ${base}/commits`]: {
      handle: async (repo, request) => {
        const { ref_name = repo.defaultBranch, path } = request.query;
        const sha = await resolve(repo, ref_name);
        const log = await repo.git.log(sha, 1000, path ? [path] : []);
        const listed = page(request, apiUrl, log, commit => commit.sha);
        const json = listed.json.map(commit => shapes.commit(repo, commit));
        return { ...listed, json };
      },
    },
    [`POST ${base}/commits`]: {
      required: ['branch', 'commit_message', 'actions'],
      handle: async (repo, { body }) => {
        const sha = await createCommit(repo, body as NewCommit);
        const commit = await repo.git.commit(sha);
        return { status: 201, json: shapes.commit(repo, commit) };
      },
    },
    [`GET ${base}/commits/{sha}`]: {
      handle: async (repo, { params }) => {
        const sha = await repo.git.resolve(params.sha);
        if (!sha) throw notFound('Commit');
        const commit = await repo.git.commit(sha);
        return { status: 200, json: shapes.commit(repo, commit) };
      },
    },
    [`GET ${base}/tree`]: {
      handle: async (repo, request) => {
        const { query } = request;
        const commit = await resolve(repo, query.ref ?? repo.defaultBranch);
        const below = query.path?.replace(/\/+$/, '') ?? '';
        const root = await repo.git.entryAt(commit, below);
        if (root?.type !== 'tree') throw notFound('Tree');
        const entries = await repo.git.tree(root.sha, {
          recursive: query.recursive === 'true',
        });
        const named = entries.map(entry =>
          below ? { ...entry, path: `${below}/${entry.path}` } : entry,
        );
        const listed = page(request, apiUrl, named, entry => entry.path);
        return { ...listed, json: listed.json.map(e => shapes.treeEntry(e)) };
      },
    },
    [`GET ${base}/files/{path}/raw`]: {
      handle: async (repo, { params, query }) => {
        const ref = query.ref ?? repo.defaultBranch;
        const { entry } = await lookUp(repo, ref, params.path);
        const content = await repo.git.blob(entry.sha);
        const raw = { contentType: 'text/plain; charset=utf-8', content };
        return { status: 200, raw, headers: { etag: `"${entry.sha}"` } };
      },
    },
    [`GET ${base}/files/{path}`]: { handle: file },
    [`GET ${base}/archive`]: {
      handle: async (repo, { query }) => {
        const sha = await resolve(repo, query.sha ?? repo.defaultBranch);
        const content = await repo.git.archive(sha, `${repo.name}-${sha}`);
        const raw = { contentType: 'application/octet-stream', content };
        return { status: 200, raw };
      },
    },
  };
}

function notFound(what: string): ApiError {
  return new ApiError(404, { message: `404 ${what} Not Found` });
}

async function resolve(repo: HostedRepository, ref: string): Promise<string> {
  const sha = await repo.git.resolve(ref);
  if (!sha) throw notFound('Tree');
  return sha;
}

async function lookUp(repo: HostedRepository, ref: string, path: string) {
  if (!ref) throw new ApiError(400, { error: 'ref is missing' });
  const commit = await repo.git.resolve(ref);
  if (!commit) throw notFound('Commit');
  const entry = await repo.git.entryAt(commit, path);
  if (entry?.type !== 'blob') throw notFound('File');
  return { commit, entry };
}

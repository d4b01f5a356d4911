import { ApiError, ApiRequest, ApiResponse } from '../api/types';
import { Forge } from '../forge/Forge';
import { HostedRepository } from '../forge/HostedRepository';
import { ForgeError, PullRequestRecord } from '../forge/types';
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
): Record<string, GitlabRoute> {
  return {
    ...repositoryRoutes(shapes, apiUrl),
    ...mergeRequestRoutes(shapes, forge, apiUrl),
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

function mergeRequestRoutes(
  shapes: GitlabShapes,
  forge: Forge,
  apiUrl: string,
): Record<string, GitlabRoute> {
  const base = '/projects/{id}/merge_requests';
  const one = `${base}/{iid}`;
  const expanded = async (repo: HostedRepository, pr: PullRequestRecord) =>
    shapes.expandedMergeRequest(
      repo,
      pr,
      await repo.mergeable(pr),
      (await repo.files(pr)).length,
    );
  return {
    [`GET ${base}`]: {
      handle: async (repo, request) => {
        const found = filterRequests(repo, request.query);
        const listed = page(request, apiUrl, found, pr => String(pr.number));
        const json = await Promise.all(
          listed.json.map(async pr =>
            shapes.mergeRequest(repo, pr, await repo.mergeable(pr)),
          ),
        );
        return { ...listed, json };
      },
    },
    [`POST ${base}`]: {
      required: ['source_branch', 'target_branch', 'title'],
      handle: async (repo, { body }) => {
        const pr = await createRequest(repo, body as NewMergeRequest);
        return { status: 201, json: await expanded(repo, pr) };
      },
    },
    [`GET ${one}`]: {
      handle: async (repo, { params }) => {
        const pr = repo.pullRequest(Number(params.iid));
        return { status: 200, json: await expanded(repo, pr) };
      },
    },
    [`PUT ${one}`]: {
      handle: async (repo, { params, body }) => {
        const number = Number(params.iid);
        const change = body as EditMergeRequest;
        let pr = await repo.update(number, editOf(change));
        if (change.state_event === 'close')
          pr = await forge.close(repo, number);
        return { status: 200, json: await expanded(repo, pr) };
      },
    },
    [`PUT ${one}/merge`]: {
      handle: async (repo, { params, body }) => {
        const { sha, squash } = (body ?? {}) as {
          sha?: string;
          squash?: boolean;
        };
        const method = squash ? 'squash' : 'merge';
        const options = { expectedHead: sha, method };
        const pr = await forge.merge(repo, Number(params.iid), options);
        return { status: 200, json: await expanded(repo, pr) };
      },
    },
    [`GET ${one}/diffs`]: {
      handle: async (repo, request) => {
        const pr = repo.pullRequest(Number(request.params.iid));
        const files = await repo.files(pr);
        const listed = page(request, apiUrl, files, file => file.path);
        return { ...listed, json: listed.json.map(f => shapes.diff(f)) };
      },
    },
  };
}

interface EditMergeRequest {
  title?: string;
  description?: string;
  target_branch?: string;
  labels?: string | string[];
  state_event?: 'close' | 'reopen';
}

interface NewMergeRequest extends EditMergeRequest {
  source_branch: string;
  target_branch: string;
  title: string;
}

async function createRequest(
  repo: HostedRepository,
  body: NewMergeRequest,
): Promise<PullRequestRecord> {
  try {
    const pr = await repo.openPullRequest({
      title: body.title,
      body: body.description ?? '',
      head: body.source_branch,
      base: body.target_branch,
      draft: /^draft:/i.test(body.title),
      user: 'bot',
    });
    return await repo.update(pr.number, { labels: labelsOf(body.labels) });
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    throw error.reason === 'already_exists'
      ? new ApiError(409, {
          message: [
            `Another open merge request already exists for this source branch: ${error.message}`,
          ],
        })
      : new ApiError(400, { message: { base: [error.message] } });
  }
}

function editOf(change: EditMergeRequest) {
  const edit = {
    title: change.title,
    body: change.description,
    base: change.target_branch,
    labels: change.labels && labelsOf(change.labels),
  };
  return Object.fromEntries(
    Object.entries(edit).filter(([, value]) => value !== undefined),
  );
}

function labelsOf(labels: string | string[] | undefined): string[] {
  const list = typeof labels === 'string' ? labels.split(',') : labels ?? [];
  return list.map(label => label.trim()).filter(Boolean);
}

const STATES: Record<string, (pr: PullRequestRecord) => boolean> = {
  all: () => true,
  opened: pr => pr.state === 'open',
  closed: pr => pr.state === 'closed' && !pr.merged,
  merged: pr => pr.merged,
};

function filterRequests(
  repo: HostedRepository,
  query: Record<string, string>,
): PullRequestRecord[] {
  const { state = 'all', source_branch: head, target_branch: base } = query;
  const inState = STATES[state];
  if (!inState) {
    throw new ApiError(400, { error: 'state does not have a valid value' });
  }
  return repo.pullRequests
    .filter(pr => inState(pr))
    .filter(pr => (!head || pr.head === head) && (!base || pr.base === base))
    .reverse();
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

import { ApiError } from '../api/types';
import { Forge } from '../forge/Forge';
import { HostedRepository } from '../forge/HostedRepository';
import { ForgeError, PullRequestRecord } from '../forge/types';
import type { GitlabRoute } from './handlers';
import { page } from './pagination';
import { GitlabShapes } from './shapes';

/** Merge requests. @internal */
export function mergeRequestRoutes(
  shapes: GitlabShapes,
  forge: Forge,
  apiUrl: string,
  members: string[],
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
        const pr = await createRequest(repo, body as NewMergeRequest, members);
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
        let pr = await repo.update(number, editOf(change, members));
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
  reviewer_ids?: number[];
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
  members: string[],
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
    return await repo.update(pr.number, {
      labels: labelsOf(body.labels),
      reviewers: reviewersOf(body.reviewer_ids, members),
    });
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

function editOf(change: EditMergeRequest, members: string[]) {
  const edit = {
    title: change.title,
    draft:
      change.title === undefined ? undefined : /^draft:/i.test(change.title),
    body: change.description,
    base: change.target_branch,
    labels: change.labels && labelsOf(change.labels),
    reviewers: change.reviewer_ids && reviewersOf(change.reviewer_ids, members),
  };
  return Object.fromEntries(
    Object.entries(edit).filter(([, value]) => value !== undefined),
  );
}

// GitLab passes over ids that may not be asked.
function reviewersOf(ids: number[] = [], members: string[]): string[] {
  return ids.map(id => members[id - 1]).filter(Boolean);
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

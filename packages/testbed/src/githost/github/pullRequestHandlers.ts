import { ApiRequest, ApiResponse } from '../api/types';
import { Forge } from '../forge/Forge';
import { HostedRepository } from '../forge/HostedRepository';
import {
  type Collaborators,
  ForgeError,
  PullRequestRecord,
} from '../forge/types';
import { githubError, notFound, validationFailed } from './errors';
import { GithubShapes } from './shapes';

type Handler = (
  repo: HostedRepository,
  request: ApiRequest,
) => Promise<ApiResponse>;

/** Pull requests, their labels and reviewers. @internal */
export function pullRequestHandlers(
  shapes: GithubShapes,
  forge: Forge,
  collaborators: Collaborators,
): Record<string, Handler> {
  const pulls = '/repos/{owner}/{repo}/pulls';
  const one = `${pulls}/{pull_number}`;
  const labels = '/repos/{owner}/{repo}/issues/{issue_number}/labels';
  const full = async (repo: HostedRepository, pr: PullRequestRecord) =>
    shapes.pullRequest(repo, pr, await figures(repo, pr));
  return {
    [`GET ${pulls}`]: async (repo, { query }) => {
      const found = await list(repo, query);
      const json = found.map(pr => shapes.pullRequestSimple(repo, pr));
      return { status: 200, json };
    },
    [`POST ${pulls}`]: async (repo, { body }) => {
      const pr = await create(repo, body as NewPull);
      return { status: 201, json: await full(repo, pr) };
    },
    [`GET ${one}`]: async (repo, { params }) => {
      const pr = repo.pullRequest(Number(params.pull_number));
      return { status: 200, json: await full(repo, pr) };
    },
    [`PATCH ${one}`]: async (repo, { params, body }) => {
      const number = Number(params.pull_number);
      const {
        state,
        title,
        body: text,
        base,
      } = body as Partial<NewPull> & {
        state?: 'open' | 'closed';
      };
      const change = { title, body: text, base };
      const given = Object.entries(change).filter(([, v]) => v !== undefined);
      let pr = await repo.update(number, Object.fromEntries(given));
      if (state === 'closed') pr = await forge.close(repo, number);
      return { status: 200, json: await full(repo, pr) };
    },
    [`GET ${one}/files`]: async (repo, { params, query }) => {
      const pr = repo.pullRequest(Number(params.pull_number));
      const files = paginate(await repo.files(pr), query);
      const json = files.map(file => shapes.file(repo, pr, file));
      return { status: 200, json };
    },
    [`PUT ${one}/merge`]: async (repo, { params, body }) => {
      const { sha, merge_method: method } = (body ?? {}) as {
        sha?: string;
        merge_method?: string;
      };
      const number = Number(params.pull_number);
      const pr = await forge
        .merge(repo, number, { expectedHead: sha, method })
        .catch(refuseMerge);
      return {
        status: 200,
        json: {
          sha: pr.merge_commit_sha,
          merged: true,
          message: 'Pull Request successfully merged',
        },
      };
    },
    [`POST ${one}/requested_reviewers`]: async (repo, { params, body }) => {
      const pr = repo.pullRequest(Number(params.pull_number));
      const asked = body as { reviewers?: string[]; team_reviewers?: string[] };
      const { reviewers = [], team_reviewers: teams = [] } = asked;
      refuseStrangers(collaborators, { users: reviewers, teams });
      const changed = await repo.update(pr.number, {
        reviewers: [...new Set([...pr.reviewers, ...reviewers])],
        team_reviewers: [...new Set([...pr.team_reviewers, ...teams])],
      });
      return { status: 201, json: shapes.pullRequestSimple(repo, changed) };
    },
    [`GET ${labels}`]: async (repo, { params }) => {
      const pr = repo.pullRequest(Number(params.issue_number));
      const json = pr.labels.map((name, i) => shapes.label(repo, name, i));
      return { status: 200, json };
    },
    [`POST ${labels}`]: async (repo, { params, body }) => {
      const pr = repo.pullRequest(Number(params.issue_number));
      const added = (body as { labels: Array<string | { name: string }> })
        .labels;
      const names = added.map(l => (typeof l === 'string' ? l : l.name));
      const all = [...new Set([...pr.labels, ...names])];
      await repo.update(pr.number, { labels: all });
      const json = all.map((name, i) => shapes.label(repo, name, i));
      return { status: 200, json };
    },
  };
}

// One that is unknown refuses all of them, in GitHub's words.
function refuseStrangers(known: Collaborators, asked: Collaborators) {
  const strange =
    asked.users.some(name => !known.users.includes(name)) ||
    asked.teams.some(name => !known.teams.includes(name));
  if (!strange) return;
  throw githubError(
    422,
    'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
  );
}

async function figures(repo: HostedRepository, pr: PullRequestRecord) {
  const [mergeable, files] = await Promise.all([
    repo.mergeable(pr),
    repo.files(pr),
  ]);
  const commits = await repo.git.countCommits(pr.base_sha, pr.head_sha);
  return { mergeable, files, commits };
}

async function list(
  repo: HostedRepository,
  query: Record<string, string>,
): Promise<PullRequestRecord[]> {
  const { state = 'open', head, base } = query;
  // Without its owner the filter `head` says nothing: GitHub then lists all.
  const [owner, branch] = head?.includes(':') ? split(head) : [];
  const found = repo.pullRequests.filter(
    pr =>
      (state === 'all' || pr.state === state) &&
      (!base || pr.base === base) &&
      (!branch || (owner === repo.owner && pr.head === branch)),
  );
  const newest = paginate([...found].reverse(), query);
  return Promise.all(newest.map(pr => repo.refresh(pr)));
}

interface NewPull {
  title: string;
  head: string;
  base: string;
  body?: string;
  draft?: boolean;
}

async function create(
  repo: HostedRepository,
  body: NewPull,
): Promise<PullRequestRecord> {
  const head = body.head.includes(':') ? split(body.head)[1] : body.head;
  try {
    return await repo.openPullRequest({
      title: body.title,
      body: body.body ?? '',
      head,
      base: body.base,
      draft: body.draft ?? false,
      user: 'bot',
    });
  } catch (error) {
    if (error instanceof ForgeError) throw refuseCreate(error, repo, head);
    throw error;
  }
}

function refuseCreate(error: ForgeError, repo: HostedRepository, head: string) {
  const resource = 'PullRequest';
  if (error.reason === 'invalid_head' || error.reason === 'invalid_base') {
    const field = error.reason.replace('invalid_', '');
    return validationFailed([{ resource, field, code: 'invalid' }]);
  }
  const message =
    error.reason === 'already_exists'
      ? `A pull request already exists for ${repo.owner}:${head}.`
      : error.message;
  return validationFailed([{ resource, code: 'custom', message }]);
}

function refuseMerge(error: unknown): never {
  if (!(error instanceof ForgeError)) throw error;
  if (error.reason === 'head_modified') throw githubError(409, error.message);
  if (error.reason === 'not_found') throw notFound();
  throw githubError(405, error.message);
}

function paginate<T>(items: T[], query: Record<string, string>): T[] {
  const size = Number(query.per_page ?? 30) || 30;
  const page = Number(query.page ?? 1);
  return items.slice((page - 1) * size, page * size);
}

function split(label: string): [string, string] {
  const at = label.indexOf(':');
  return [label.slice(0, at), label.slice(at + 1)];
}

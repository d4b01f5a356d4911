import { ApiRequest, ApiResponse } from '../api/types';
import { HostedRepository } from '../forge/HostedRepository';
import {
  BadObjectError,
  BareRepository,
  RefConflictError,
} from '../git/BareRepository';
import { GitPerson, TreeChange, TreeEntry, utc } from '../git/objects';
import { githubError, notFound } from './errors';
import { GithubShapes } from './shapes';

// Bodies are narrowed by casts: the OpenAPI check has seen them before.

type Handler = (
  repo: HostedRepository,
  request: ApiRequest,
) => Promise<ApiResponse>;

/** The Git Data API: refs, blobs, trees, commits. @internal */
export function gitDataHandlers(shapes: GithubShapes): Record<string, Handler> {
  const base = '/repos/{owner}/{repo}/git';
  return {
    [`GET ${base}/ref/{ref}`]: async (repo, { params }) => {
      const branch = branchOf(params.ref);
      const sha = branch && (await repo.git.branch(branch));
      if (!branch || !sha) throw notFound();
      return { status: 200, json: shapes.ref(repo, branch, sha) };
    },
    [`GET ${base}/matching-refs/{ref}`]: async (repo, { params }) => {
      const prefix = branchOf(params.ref) ?? '';
      const all = await repo.git.branches();
      return {
        status: 200,
        json: all
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, sha }) => shapes.ref(repo, name, sha)),
      };
    },
    [`POST ${base}/refs`]: async (repo, request) => {
      const { ref, sha } = request.body as { ref: string; sha: string };
      const branch = branchOf(ref.replace(/^refs\//, ''));
      if (!ref.startsWith('refs/') || !branch) {
        throw githubError(422, `${ref} is not a valid ref name.`);
      }
      if (!(await repo.git.isValidBranch(branch))) {
        throw githubError(422, `${ref} is not a valid ref name.`);
      }
      await requireCommit(repo.git, sha);
      await moveRef(repo, branch, sha, undefined, 'Reference already exists');
      return { status: 201, json: shapes.ref(repo, branch, sha) };
    },
    [`PATCH ${base}/refs/{ref}`]: (repo, request) =>
      updateRef(shapes, repo, request),
    [`DELETE ${base}/refs/{ref}`]: async (repo, { params }) => {
      const branch = branchOf(params.ref);
      const tip = branch && (await repo.git.branch(branch));
      // GitHub's 422 for this one has no body in its description.
      if (!branch || !tip) return { status: 422 };
      await repo.git.updateBranch(branch, undefined, tip);
      return { status: 204 };
    },
    [`POST ${base}/blobs`]: async (repo, request) => {
      const { content, encoding } = request.body as {
        content: string;
        encoding?: string;
      };
      const bytes = Buffer.from(
        content,
        encoding === 'base64' ? 'base64' : 'utf8',
      );
      const sha = await repo.git.writeBlob(bytes);
      const url = `${shapes.repoApi(repo)}/git/blobs/${sha}`;
      return { status: 201, json: { sha, url } };
    },
    [`GET ${base}/blobs/{file_sha}`]: async (repo, { params }) => {
      const sha = params.file_sha;
      if ((await repo.git.objectType(sha)) !== 'blob') throw notFound();
      const content = await repo.git.blob(sha);
      return {
        status: 200,
        json: {
          sha,
          node_id: sha,
          url: `${shapes.repoApi(repo)}/git/blobs/${sha}`,
          size: content.length,
          content: content.toString('base64'),
          encoding: 'base64',
        },
      };
    },
    [`GET ${base}/trees/{tree_sha}`]: async (repo, { params, query }) => {
      const treeish = await treeOf(repo.git, params.tree_sha);
      // GitHub takes any value of `recursive`, "0" and "false" too, as yes.
      const recursive = query.recursive !== undefined;
      const entries = await repo.git.tree(treeish, { recursive });
      return { status: 200, json: treeJson(shapes, repo, treeish, entries) };
    },
    [`POST ${base}/trees`]: async (repo, request) => {
      const sha = await createTree(repo.git, request.body as NewTree);
      const entries = await repo.git.tree(sha);
      return { status: 201, json: treeJson(shapes, repo, sha, entries) };
    },
    [`POST ${base}/commits`]: async (repo, request) => {
      const sha = await createCommit(repo.git, request.body as NewCommit);
      const commit = await repo.git.commit(sha);
      return { status: 201, json: shapes.gitCommit(repo, commit) };
    },
    [`GET ${base}/commits/{commit_sha}`]: async (repo, { params }) => {
      const sha = params.commit_sha;
      if ((await repo.git.objectType(sha)) !== 'commit') throw notFound();
      const commit = await repo.git.commit(sha);
      return { status: 200, json: shapes.gitCommit(repo, commit) };
    },
  };
}

function branchOf(ref: string): string | undefined {
  return /^heads\/(.+)$/.exec(ref)?.[1];
}

async function requireCommit(git: BareRepository, sha: string): Promise<void> {
  if ((await git.objectType(sha)) !== 'commit') {
    throw githubError(422, 'Object does not exist');
  }
}

async function moveRef(
  repo: HostedRepository,
  branch: string,
  to: string,
  from: string | undefined,
  conflict: string,
): Promise<void> {
  try {
    await repo.git.updateBranch(branch, to, from);
  } catch (error) {
    if (error instanceof RefConflictError) throw githubError(422, conflict);
    throw error;
  }
}

async function updateRef(
  shapes: GithubShapes,
  repo: HostedRepository,
  { params, body }: ApiRequest,
): Promise<ApiResponse> {
  const { sha, force } = body as { sha: string; force?: boolean };
  const branch = branchOf(params.ref);
  const tip = branch && (await repo.git.branch(branch));
  if (!branch || !tip) throw githubError(422, 'Reference does not exist');
  await requireCommit(repo.git, sha);
  if (!force && !(await repo.git.isAncestor(tip, sha))) {
    throw githubError(422, 'Update is not a fast forward');
  }
  await moveRef(repo, branch, sha, tip, 'Reference cannot be updated');
  return { status: 200, json: shapes.ref(repo, branch, sha) };
}

async function treeOf(git: BareRepository, name: string): Promise<string> {
  if ((await git.objectType(name)) === 'tree') return name;
  const commit = await git.resolve(name);
  if (!commit) throw notFound();
  return (await git.commit(commit)).tree;
}

interface NewTree {
  base_tree?: string;
  tree: Array<{
    path: string;
    mode?: string;
    type?: string;
    sha?: string | null;
    content?: string;
  }>;
}

async function createTree(git: BareRepository, body: NewTree): Promise<string> {
  const base = body.base_tree && (await treeOf(git, body.base_tree));
  const changes = await Promise.all(
    body.tree.map(async (entry): Promise<TreeChange> => {
      if (entry.content !== undefined && entry.sha !== undefined) {
        throw githubError(422, 'Must supply either tree.sha or tree.content');
      }
      const sha =
        entry.content === undefined
          ? entry.sha ?? null
          : await git.writeBlob(entry.content);
      return { path: entry.path, mode: entry.mode ?? '100644', sha };
    }),
  );
  try {
    return await git.writeTree(base || undefined, changes);
  } catch (error) {
    if (error instanceof BadObjectError) {
      throw githubError(422, 'GitRPC::BadObjectState');
    }
    throw error;
  }
}

interface NewCommit {
  message: string;
  tree: string;
  parents?: string[];
  author?: Omit<GitPerson, 'date'> & { date?: string };
  committer?: Partial<GitPerson>;
}

async function createCommit(
  git: BareRepository,
  body: NewCommit,
): Promise<string> {
  if ((await git.objectType(body.tree)) !== 'tree') {
    throw githubError(422, 'Tree SHA does not exist');
  }
  for (const parent of body.parents ?? []) {
    if ((await git.objectType(parent)) !== 'commit') {
      throw githubError(
        422,
        'Parent SHA does not exist or is not a commit object',
      );
    }
  }
  const author = {
    ...{ name: 'bot', email: 'bot@example.com', date: utc(new Date()) },
    ...body.author,
  };
  return git.writeCommit({
    tree: body.tree,
    parents: body.parents ?? [],
    message: body.message,
    author,
    committer: { ...author, ...body.committer },
  });
}

function treeJson(
  shapes: GithubShapes,
  repo: HostedRepository,
  sha: string,
  entries: TreeEntry[],
) {
  const api = `${shapes.repoApi(repo)}/git`;
  return {
    sha,
    url: `${api}/trees/${sha}`,
    truncated: false,
    tree: entries.map(entry => ({
      ...entry,
      ...(entry.type === 'blob' && { url: `${api}/blobs/${entry.sha}` }),
      ...(entry.type === 'tree' && { url: `${api}/trees/${entry.sha}` }),
    })),
  };
}

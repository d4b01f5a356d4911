import { ApiError } from '../api/types';
import { HostedRepository } from '../forge/HostedRepository';
import { BadObjectError, RefConflictError } from '../git/BareRepository';
import { TreeChange } from '../git/objects';

interface Action {
  action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  file_path: string;
  content?: string;
  encoding?: 'text' | 'base64';
}

/** @internal */
export interface NewCommit {
  branch: string;
  commit_message: string;
  start_branch?: string;
  /** Sets an existing branch anew, on `start_branch`. */
  force?: boolean;
  author_name?: string;
  author_email?: string;
  actions: Action[];
}

/** `POST repository/commits`: all actions in one commit, or none. @internal */
export async function createCommit(
  repo: HostedRepository,
  body: NewCommit,
): Promise<string> {
  const tip = await repo.git.branch(body.branch);
  const anew = body.force === true && body.start_branch !== undefined;
  if (tip && body.start_branch && body.start_branch !== body.branch && !anew) {
    throw bad(
      `A branch called '${body.branch}' already exists. Switch to that branch in order to make changes`,
    );
  }
  const start = await repo.git.branch(body.start_branch ?? '');
  const parent = anew ? start : tip ?? start;
  if (!parent)
    throw bad('You can only create or edit files when you are on a branch');
  if (!(await repo.git.isValidBranch(body.branch))) {
    throw bad('The branch name is invalid');
  }

  const known = await repo.git.tree(parent, { recursive: true });
  const files = new Set(
    known.filter(({ type }) => type === 'blob').map(({ path }) => path),
  );
  const changes: TreeChange[] = [];
  for (const action of body.actions) {
    changes.push(await toChange(repo, files, action));
  }
  const author = {
    name: body.author_name ?? 'bot',
    email: body.author_email ?? 'bot@example.com',
  };
  try {
    return await repo.commitChanges({
      ...{ branch: body.branch, changes, author, parent, tip },
      message: body.commit_message,
    });
  } catch (error) {
    if (error instanceof BadObjectError) throw bad(error.message);
    if (error instanceof RefConflictError) {
      throw bad('Could not update branch. Please refresh and try again.');
    }
    throw error;
  }
}

async function toChange(
  repo: HostedRepository,
  files: Set<string>,
  action: Action,
): Promise<TreeChange> {
  const exists = files.has(action.file_path);
  const change = { path: action.file_path, mode: '100644' };
  switch (action.action) {
    case 'create':
      if (exists) throw bad('A file with this name already exists');
      break;
    case 'update':
    case 'delete':
      if (!exists) throw bad("A file with this name doesn't exist");
      break;
    default:
      throw bad(`The Git host does not serve action ${action.action}`);
  }
  if (action.action === 'delete') return { ...change, sha: null };
  const encoding = action.encoding === 'base64' ? 'base64' : 'utf8';
  const content = Buffer.from(action.content ?? '', encoding);
  return { ...change, sha: await repo.git.writeBlob(content) };
}

function bad(message: string): ApiError {
  return new ApiError(400, { message });
}

/** @internal */
export interface GitPerson {
  name: string;
  email: string;
  /** RFC 3339. */
  date: string;
}

/** @internal */
export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: GitPerson;
  committer: GitPerson;
  message: string;
}

/** @internal */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  path: string;
  size?: number;
}

/** One change of a tree: `sha` null deletes. @internal */
export interface TreeChange {
  path: string;
  mode: string;
  sha: string | null;
}

/** @internal */
export interface FileDiff {
  path: string;
  status: 'added' | 'removed' | 'modified' | 'changed';
  sha: string;
  oldMode: string;
  newMode: string;
  additions: number;
  deletions: number;
  /** Hunks only, without the `diff --git` header; undefined for binary files. */
  patch?: string;
}

/** @internal */
export const COMMIT_FORMAT = [
  '%H',
  '%T',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%B',
].join('%x00');

const COMMIT_FIELDS = 10;

/** Reads what `git log -z --format=COMMIT_FORMAT` prints. @internal */
export function parseCommits(output: Buffer): GitCommit[] {
  const fields = output.toString().split('\0');
  const commits: GitCommit[] = [];
  for (let i = 0; i + COMMIT_FIELDS <= fields.length; i += COMMIT_FIELDS) {
    const [sha, tree, parents, an, ae, ad, cn, ce, cd, message] = fields.slice(
      i,
      i + COMMIT_FIELDS,
    );
    commits.push({
      sha,
      tree,
      parents: parents ? parents.split(' ') : [],
      author: { name: an, email: ae, date: utc(ad) },
      committer: { name: cn, email: ce, date: utc(cd) },
      message: message.replace(/\n+$/, ''),
    });
  }
  return commits;
}

/** GitHub and GitLab answer in UTC, to the second. @internal */
export function utc(date: string | Date): string {
  return new Date(date).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Reads `git ls-tree -z -l`. @internal */
export function parseTree(output: Buffer): TreeEntry[] {
  return records(output).map(record => {
    const [meta, path] = splitOnce(record, '\t');
    const [mode, type, sha, size] = meta.split(/ +/);
    return {
      mode,
      type: type as TreeEntry['type'],
      sha,
      path,
      ...(type === 'blob' && { size: Number(size) }),
    };
  });
}

const STATUS: Record<string, FileDiff['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  T: 'changed',
};

/** Joins `git diff --raw -z` with `git diff -p` of the same two commits. @internal */
export function parseDiff(raw: Buffer, patch: string): FileDiff[] {
  const fields = records(raw);
  const patches = patch.split(/^diff --git .*\n/m).slice(1);
  const files: FileDiff[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [oldMode, newMode, oldSha, newSha, status] = fields[i]
      .slice(1)
      .split(' ');
    const hunks = patches[i / 2] ?? '';
    const start = hunks.search(/^@@/m);
    const body = start < 0 ? undefined : hunks.slice(start).replace(/\n$/, '');
    files.push({
      path: fields[i + 1],
      status: STATUS[status[0]] ?? 'changed',
      sha: status[0] === 'D' ? oldSha : newSha,
      oldMode,
      newMode,
      additions: countLines(body, '+'),
      deletions: countLines(body, '-'),
      patch: body,
    });
  }
  return files;
}

function countLines(patch: string | undefined, sign: string): number {
  if (!patch) return 0;
  return patch.split('\n').filter(line => line.startsWith(sign)).length;
}

function records(output: Buffer): string[] {
  return output.toString().split('\0').filter(Boolean);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}

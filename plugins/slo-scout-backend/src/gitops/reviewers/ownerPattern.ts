/** Whose rules a CODEOWNERS file is read by. */
export type OwnersDialect = 'github' | 'gitlab';

/**
 * Whether a pattern of CODEOWNERS matches a file. Matching takes time linear in
 * the lengths, whatever is written: the file is somebody else's.
 *
 * GitHub reads patterns as `.gitignore` does, but `docs/*` means the files right
 * there. GitLab looks everywhere for a pattern without a leading slash, and takes
 * a directory only with a slash behind it.
 *
 * @see https://docs.github.com/articles/about-code-owners
 * @see https://docs.gitlab.com/user/project/codeowners/reference/
 */
export function matchesPattern(
  pattern: string,
  path: string,
  dialect: OwnersDialect,
): boolean {
  const directory = pattern.endsWith('/');
  const bare = pattern.replace(/^\/+|\/+$/g, '');
  if (bare === '') return directory;
  const segments = bare.split('/');
  const anchored =
    pattern.startsWith('/') || (dialect === 'github' && segments.length > 1);
  const from = anchored ? segments : ['**', ...segments];
  const file = path.split('/');
  if (directory) return matchSegments([...from, '**', '*'], file);
  if (matchSegments(from, file)) return true;
  const last = segments[segments.length - 1];
  return (
    dialect === 'github' &&
    last !== '*' &&
    matchSegments([...from, '**', '*'], file)
  );
}

/** `**` stands for any number of segments. */
function matchSegments(pattern: string[], path: string[]): boolean {
  // After each pattern segment, the numbers of path segments it may have used up.
  let reached = new Set([0]);
  pattern.forEach((segment, index) => {
    const next = new Set<number>();
    for (const used of reached) {
      if (segment !== '**') {
        if (used < path.length && matchText(segment, path[used])) {
          next.add(used + 1);
        }
        continue;
      }
      // At the end it stands for what is below, not for the directory itself.
      const least = index === pattern.length - 1 ? used + 1 : used;
      for (let n = least; n <= path.length; n += 1) next.add(n);
    }
    reached = next;
  });
  return reached.has(path.length);
}

/** `*` and `?` inside one segment; only the last star is ever tried again. */
function matchText(pattern: string, text: string): boolean {
  let [p, t, star, retry] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p;
      p += 1;
      retry = t;
    } else if (p < pattern.length && pattern[p] === '?') {
      p += 1;
      t += 1;
    } else if (p < pattern.length && pattern[p] === text[t]) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      retry += 1;
      t = retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

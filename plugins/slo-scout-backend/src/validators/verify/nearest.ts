import { distance } from 'fastest-levenshtein';

/** Ends that client libraries add to a name, and people forget or add in vain. */
const SUFFIXES = /_(total|bucket|count|sum)$/;

/**
 * The name that was probably meant: the nearest by edit distance, where it is
 * near enough for a slip of the hand (one edit for every five characters, at
 * most three), or one that differs only by a conventional ending.
 */
export function nearest(name: string, names: string[]): string | undefined {
  const limit = Math.min(3, Math.max(1, Math.floor(name.length / 5)));
  let best: { name: string; edits: number } | undefined;
  for (const candidate of names) {
    if (candidate === name) continue;
    if (Math.abs(candidate.length - name.length) <= limit) {
      const edits = distance(name, candidate);
      if (edits <= limit && edits < (best?.edits ?? Infinity)) {
        best = { name: candidate, edits };
      }
    }
  }
  const stem = name.replace(SUFFIXES, '');
  return (
    best?.name ??
    names.find(
      candidate =>
        candidate !== name && candidate.replace(SUFFIXES, '') === stem,
    )
  );
}

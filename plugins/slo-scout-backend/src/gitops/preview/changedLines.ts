/** Lines that a change adds and removes, as Git counts them. */
export interface ChangedLines {
  added: number;
  removed: number;
}

/**
 * Above this many changed lines the shortest way is not looked for any more; it
 * grows with the square.
 */
const MAX_EDITS = 4_000;

/**
 * The fewest lines to add and remove. The length of the shortest edit script
 * (Myers 1986) tells both, as their difference is known.
 *
 * @returns null where the texts differ in more lines than are compared
 */
export function changedLines(
  before: string,
  after: string,
): ChangedLines | null {
  const [old, now] = [linesOf(before), linesOf(after)];
  const edits = shortestEdit(old, now);
  if (edits === null) return null;
  const grown = now.length - old.length;
  return { added: (edits + grown) / 2, removed: (edits - grown) / 2 };
}

function shortestEdit(a: string[], b: string[]): number | null {
  const max = Math.min(a.length + b.length, MAX_EDITS);
  // How far each diagonal gets, indexed from the middle.
  const reach = new Int32Array(2 * max + 3);
  const at = (diagonal: number) => diagonal + max + 1;
  for (let edits = 0; edits <= max; edits += 1) {
    for (let k = -edits; k <= edits; k += 2) {
      const down =
        k === -edits || (k !== edits && reach[at(k - 1)] < reach[at(k + 1)]);
      let x = down ? reach[at(k + 1)] : reach[at(k - 1)] + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach[at(k)] = x;
      if (x >= a.length && x - k >= b.length) return edits;
    }
  }
  return null;
}

// A last line without its line end is another line, as it is to Git.
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

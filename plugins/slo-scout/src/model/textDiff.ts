import { diffArrays } from 'diff';

/** A piece of a line; `changed` where the line beside it has something else. */
export interface DiffPart {
  text: string;
  changed: boolean;
}

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  /** Number of the line in the former text, from 1; of an added line there is none. */
  before?: number;
  /** Number of the line in the new text, from 1; of a removed line there is none. */
  after?: number;
  parts: DiffPart[];
}

/** Lines far from any change. */
export interface DiffFold {
  kind: 'fold';
  lines: DiffLine[];
}

export interface TextDifference {
  state: 'same' | 'new' | 'gone' | 'changed';
  rows: Array<DiffLine | DiffFold>;
  added: number;
  removed: number;
}

/** Lines around a change that are shown. */
const CONTEXT = 3;
/** Fewer are not worth a button. */
const FEWEST_FOLDED = 4;
/** Where two texts have little in common, looking for it takes too long. Milliseconds. */
const DEADLINE = 1500;
/** Words are compared in lines of at most so many characters. */
const LONGEST = 2000;
/** Below this share of common characters two lines are two lines, not one changed. */
const ALIKE = 0.3;

/** What became of a text, line by line, and of a changed line word by word. */
export function textDiff(
  before: string | null,
  after: string | null,
): TextDifference {
  const lines = linesBetween(linesOf(before), linesOf(after));
  const count = (kind: DiffLine['kind']) =>
    lines.filter(line => line.kind === kind).length;
  return {
    state: stateOf(before, after),
    rows: folded(lines),
    added: count('added'),
    removed: count('removed'),
  };
}

function stateOf(
  before: string | null,
  after: string | null,
): TextDifference['state'] {
  if (before === after) return 'same';
  if (before === null) return 'new';
  return after === null ? 'gone' : 'changed';
}

function linesOf(text: string | null): string[] {
  return text ? text.replace(/\n$/, '').split('\n') : [];
}

function linesBetween(before: string[], after: string[]): DiffLine[] {
  const changes = diffArrays(before, after, { timeout: DEADLINE }) ?? [
    { value: before, removed: true },
    { value: after, added: true },
  ];
  const lines: DiffLine[] = [];
  let [old, now] = [0, 0];
  changes.forEach(({ value, added, removed }, index) => {
    const next = changes[index + 1];
    const former = changes[index - 1];
    if (removed) {
      const partners = next?.added ? next.value : [];
      value.forEach((text, i) => {
        const parts = partsOf(text, partnerOf(i, value, partners), 'removed');
        lines.push({ kind: 'removed', before: ++old, parts });
      });
    } else if (added) {
      const partners = former?.removed ? former.value : [];
      value.forEach((text, i) => {
        const parts = partsOf(text, partnerOf(i, value, partners), 'added');
        lines.push({ kind: 'added', after: ++now, parts });
      });
    } else {
      for (const text of value) {
        const parts = [{ text, changed: false }];
        lines.push({ kind: 'same', before: ++old, after: ++now, parts });
      }
    }
  });
  return lines;
}

/** Of as many lines as before, each is taken for the changed one at its place. */
function partnerOf(
  index: number,
  lines: string[],
  partners: string[],
): string | undefined {
  return lines.length === partners.length ? partners[index] : undefined;
}

function partsOf(
  text: string,
  partner: string | undefined,
  kind: 'added' | 'removed',
): DiffPart[] {
  const whole = [{ text, changed: false }];
  if (partner === undefined || text.length + partner.length > LONGEST) {
    return whole;
  }
  const [from, to] = kind === 'removed' ? [text, partner] : [partner, text];
  const words = diffArrays(wordsOf(from), wordsOf(to)) ?? [];
  const common = words
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.join('').trim().length, 0);
  const longer = Math.max(text.trim().length, partner.trim().length);
  if (common < longer * ALIKE) return whole;
  return words
    .filter(word => !(kind === 'removed' ? word.added : word.removed))
    .map(({ value, added, removed }) => ({
      text: value.join(''),
      changed: Boolean(added || removed),
    }));
}

/** With spaces as words of their own; a decimal number is one word. */
function wordsOf(line: string): string[] {
  return line.match(/[\w.]+|\s+|[^\w\s.]/g) ?? [];
}

function folded(lines: DiffLine[]): TextDifference['rows'] {
  const near = new Set<number>();
  lines.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    for (let i = index - CONTEXT; i <= index + CONTEXT; i++) near.add(i);
  });
  const rows: TextDifference['rows'] = [];
  let hidden: DiffLine[] = [];
  const flush = () => {
    if (hidden.length >= FEWEST_FOLDED) {
      rows.push({ kind: 'fold', lines: hidden });
    } else rows.push(...hidden);
    hidden = [];
  };
  lines.forEach((line, index) => {
    if (near.has(index)) {
      flush();
      rows.push(line);
    } else hidden.push(line);
  });
  flush();
  return rows;
}

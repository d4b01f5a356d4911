import { pathPattern } from '../../generators/layout';

/** Whether two path templates could give the same path for some names. */
export function mayMeet(one: string, other: string): boolean {
  const a = segmentsOf(one);
  const b = segmentsOf(other);
  return a.length === b.length && a.every((part, n) => mayEqual(part, b[n]));
}

/** Whether the file of `inner` could stand in the directory of `outer`, however deep. */
export function mayHold(outer: string, inner: string): boolean {
  const directory = segmentsOf(outer).slice(0, -1);
  const within = segmentsOf(inner).slice(0, -1);
  return (
    directory.length <= within.length &&
    directory.every((part, n) => mayEqual(part, within[n]))
  );
}

// Two spellings of one path are one path where the file system says so.
function segmentsOf(template: string): string[] {
  return template.toLowerCase().split('/');
}

/** Errs on the side of yes where both have placeholders. */
function mayEqual(one: string, other: string): boolean {
  if (!one.includes('{')) return pathPattern(other).test(one);
  if (!other.includes('{')) return pathPattern(one).test(other);
  const a = endsOf(one);
  const b = endsOf(other);
  return (
    (a.head.startsWith(b.head) || b.head.startsWith(a.head)) &&
    (a.tail.endsWith(b.tail) || b.tail.endsWith(a.tail))
  );
}

function endsOf(part: string): { head: string; tail: string } {
  return {
    head: part.slice(0, part.indexOf('{')),
    tail: part.slice(part.lastIndexOf('}') + 1),
  };
}

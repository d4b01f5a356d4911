import type { Matcher } from '../../promql';
import type { Labels } from './vector';

/** Whether a label's value ('' where it is missing) is what a matcher asks for. */
export interface LabelTest {
  label: string;
  holds(value: string): boolean;
}

/** A regular expression of Go's that JavaScript does not have. */
export class UnknownRegexError extends Error {}

/** Prometheus anchors at both ends, and `.` matches every character. */
export function anchoredRegex(pattern: string): RegExp {
  const insensitive = pattern.startsWith('(?i)');
  const body = insensitive ? pattern.slice(4) : pattern;
  try {
    return new RegExp(`^(?:${body})$`, insensitive ? 'is' : 's');
  } catch {
    throw new UnknownRegexError(`JavaScript does not know ${pattern}`);
  }
}

/** Throws `UnknownRegexError`. */
export function labelTest({ label, op, value }: Matcher): LabelTest {
  switch (op) {
    case '=':
      return { label, holds: text => text === value };
    case '!=':
      return { label, holds: text => text !== value };
    default: {
      const regex = anchoredRegex(value);
      const wanted = op === '=~';
      return { label, holds: text => regex.test(text) === wanted };
    }
  }
}

export function allHold(tests: LabelTest[], labels: Labels): boolean {
  return tests.every(({ label, holds }) => holds(labels[label] ?? ''));
}

/** Whether series with these labels, and others that are not known yet, may match. */
export function mayHold(tests: LabelTest[], known: Labels): boolean {
  return tests.every(
    ({ label, holds }) => known[label] === undefined || holds(known[label]),
  );
}

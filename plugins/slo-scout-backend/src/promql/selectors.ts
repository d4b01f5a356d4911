import type { SyntaxNode } from '@lezer/common';
import { anchorOf } from './anchor';
import { children, nodesOf, parse, textOf } from './parse';
import { quote, unquote } from './strings';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  label: string;
  op: MatchOperator;
  value: string;
}

/** One vector selector of an expression. */
export interface Selector {
  /** Metric name, where one is given by name or by an equality on `__name__`. */
  metric?: string;
  /** Matchers without the one that is `metric`. */
  matchers: Matcher[];
  /** Text of the range, for example `5m`, where the selector has one. */
  range?: string;
  /** Text of the offset, for example `1h` or `-5m`. */
  offset?: string;
  /** Text of the `@` modifier: a time, `start()` or `end()`. */
  at?: string;
  /** Position of name and matchers in the text, without range and modifiers. */
  from: number;
  to: number;
}

/** Every vector selector, in the order of the text. Throws `PromqlSyntaxError`. */
export function selectors(expr: string): Selector[] {
  return nodesOf(parse(expr), 'VectorSelector').map(node =>
    readSelector(expr, node),
  );
}

/** Reads the selector and what surrounds it directly. */
export function readSelector(expr: string, node: SyntaxNode): Selector {
  const matchers = node.getChild('LabelMatchers')
    ? children(node.getChild('LabelMatchers')!).flatMap(child =>
        readMatcher(expr, child),
      )
    : [];
  const name = node.getChild('Identifier');
  const byLabel = matchers.findIndex(
    m => m.label === '__name__' && m.op === '=',
  );
  const selector: Selector = {
    matchers,
    from: node.from,
    to: node.to,
  };
  if (name) selector.metric = textOf(expr, name);
  else if (byLabel >= 0) {
    selector.metric = matchers[byLabel].value;
    selector.matchers = matchers.filter((_, index) => index !== byLabel);
  }
  const { range, offset, at } = anchorOf(expr, node);
  if (range !== undefined) selector.range = range;
  if (offset !== undefined) selector.offset = offset;
  if (at !== undefined) selector.at = at;
  return selector;
}

function readMatcher(expr: string, node: SyntaxNode): Matcher[] {
  if (node.name === 'QuotedLabelName') {
    const value = unquote(textOf(expr, node));
    return [{ label: '__name__', op: '=', value }];
  }
  const parts = children(node);
  if (parts.length !== 3) return [];
  const [label, op, value] = parts.map(part => textOf(expr, part));
  return [
    {
      label: node.name === 'QuotedLabelMatcher' ? unquote(label) : label,
      op: op as MatchOperator,
      value: unquote(value),
    },
  ];
}

/** Whether a series with this value of the label is matched; an absent label is ''. */
export function matches(matcher: Matcher, value: string): boolean {
  switch (matcher.op) {
    case '=':
      return value === matcher.value;
    case '!=':
      return value !== matcher.value;
    default:
      return fullMatch(matcher.value, value) === (matcher.op === '=~');
  }
}

/** Prometheus anchors at both ends. RE2 patterns that JavaScript lacks count as a match. */
function fullMatch(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(value);
  } catch {
    return true;
  }
}

/** A selector as text, with its labels in the given order. */
export function printSelector(metric: string, matchers: Matcher[]): string {
  if (matchers.length === 0) return metric;
  const printed = matchers.map(m => `${m.label}${m.op}${quote(m.value)}`);
  return `${metric}{${printed.join(',')}}`;
}

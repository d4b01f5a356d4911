import type { SyntaxNode } from '@lezer/common';
import { Anchor, anchorOf } from './anchor';
import {
  applyEdits,
  Edit,
  nodesOf,
  parse,
  textOf,
  withoutComments,
} from './parse';
import { Matcher, matches, readSelector, Selector } from './selectors';
import { asVector } from './shape';
import { shiftTime } from './shift';
import { quote, quoteRegex } from './strings';

/** A recording rule. */
export interface Recording {
  record: string;
  expr: string;
  labels?: Record<string, string>;
}

export interface InlineOptions {
  /** Distance of the samples that the rules would have written: their group's interval. */
  step: string;
}

/**
 * The expression with every recorded series replaced by the expression that
 * records it, to any depth, so that it can be asked of a Prometheus that does
 * not have the rules yet. A range over a recorded series becomes a subquery.
 * A rule that refers to itself is left as it stands. Throws `PromqlSyntaxError`.
 */
export function inline(
  expr: string,
  recordings: Recording[],
  options: InlineOptions,
): string {
  return inlineBelow(expr, recordings, options, new Set());
}

function inlineBelow(
  expr: string,
  recordings: Recording[],
  options: InlineOptions,
  above: ReadonlySet<string>,
): string {
  const edits = nodesOf(parse(expr), 'VectorSelector').flatMap(node => {
    const selector = readSelector(expr, node);
    const name = selector.metric;
    if (name === undefined || above.has(name)) return [];
    const within = new Set([...above, name]);
    const parts = recordings
      .filter(rule => rule.record === name && canMatch(rule, selector))
      .map(rule =>
        recorded(rule, selector, r =>
          inlineBelow(r, recordings, options, within),
        ),
      );
    if (parts.length === 0) return [];
    const series = parts.length === 1 ? parts[0] : `(${parts.join(' or ')})`;
    return [replacement(expr, node, selector, series, options)];
  });
  return applyEdits(expr, edits);
}

/** What a rule's label says of a matcher is known without data. */
function canMatch(rule: Recording, selector: Selector): boolean {
  return selector.matchers.every(matcher => {
    const value = rule.labels?.[matcher.label];
    return value === undefined || value === '' || matches(matcher, value);
  });
}

/** The series that the rule would have written, as an expression. */
function recorded(
  rule: Recording,
  selector: Selector,
  inner: (expr: string) => string,
): string {
  const labels = rule.labels ?? {};
  const own = asVector(withoutComments(inner(rule.expr)));
  const labelled = Object.keys(labels)
    .sort()
    .reduce((text, label) => withLabel(text, label, labels[label]), own);
  return selector.matchers
    .filter(matcher => !labels[matcher.label])
    .reduce(filterBy, labelled);
}

function withLabel(expr: string, label: string, value: string): string {
  // `$` refers to a group of the regular expression; doubled it is itself.
  const text = quote(value.replaceAll('$', '$$$$'));
  return `label_replace(${expr}, ${quote(label)}, ${text}, "", "")`;
}

const MARK = '__slo_scout_match__';

/** PromQL cannot match labels of a computed series, but it can mark and join them. */
function filterBy(expr: string, matcher: Matcher): string {
  const isRegex = matcher.op === '=~' || matcher.op === '!~';
  const pattern = isRegex ? matcher.value : quoteRegex(matcher.value);
  const marked = `label_replace(${expr}, "${MARK}", "1", ${quote(
    matcher.label,
  )}, ${quote(pattern)})`;
  const operator = matcher.op.startsWith('!') ? 'unless' : 'and';
  const kept = `${marked} ${operator} on (${MARK}) ${withLabel(
    'vector(1)',
    MARK,
    '1',
  )}`;
  return withLabel(kept, MARK, '');
}

const GROUP_MODIFIERS = ['group_left', 'group_right'];

function replacement(
  expr: string,
  node: SyntaxNode,
  selector: Selector,
  series: string,
  options: InlineOptions,
): Edit {
  const anchor = anchorOf(expr, node);
  const { from } = anchor;
  // After a bare `group_left` a parenthesis would open its list of labels.
  const before = expr.slice(0, from).trimEnd().toLowerCase();
  const open = GROUP_MODIFIERS.some(m => before.endsWith(m)) ? '() (' : '(';
  // A subquery takes offset and `@` itself; an expression in parentheses cannot.
  const edit: Edit =
    anchor.range === undefined
      ? { from, to: anchor.to, text: `${open}${shiftTime(series, selector)})` }
      : {
          from,
          to: anchor.bodyTo,
          text: `${open}${series})[${anchor.range}:${options.step}]`,
        };
  return absentEdit(expr, anchor, selector, edit) ?? edit;
}

/** `absent` names the equality matchers of its selector; of an expression it knows none. */
function absentEdit(
  expr: string,
  anchor: Anchor,
  selector: Selector,
  edit: Edit,
): Edit | undefined {
  const call = anchor.parent?.parent;
  const name = call?.getChild('FunctionIdentifier');
  if (!call || !name || !textOf(expr, name).startsWith('absent')) {
    return undefined;
  }
  const start = expr.slice(call.from, edit.from);
  const end = expr.slice(edit.to, call.to);
  const text = absentLabels(selector).reduce(
    (inner, { label, value }) => withLabel(inner, label, value),
    `${start}${edit.text}${end}`,
  );
  return { from: call.from, to: call.to, text };
}

function absentLabels(selector: Selector): Matcher[] {
  return selector.matchers.filter(
    matcher =>
      matcher.op === '=' &&
      selector.matchers.filter(m => m.label === matcher.label).length === 1,
  );
}

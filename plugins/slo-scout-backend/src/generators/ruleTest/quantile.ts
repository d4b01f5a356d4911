import type { SyntaxNode } from '@lezer/common';
import { groupings, withoutComments } from '../../promql';
import { children, parse, textOf, topExpression } from '../../promql/parse';
import type { Picked } from './Form';
import { numberOf, termsOf } from './Form';
import { NotReadable } from './NotReadable';
import { readForm } from './readForm';

/** Why series are not invented for one. */
export const NATIVE =
  'it looks at a native histogram, and promtool of Prometheus 2 cannot be given one';

const NATIVE_FUNCTIONS = new Set([
  'histogram_avg',
  'histogram_count',
  'histogram_fraction',
  'histogram_stddev',
  'histogram_stdvar',
  'histogram_sum',
]);

/** A quantile of classic buckets, times a number. */
export interface Quantile {
  phi: number;
  scale: number;
  /** The buckets' series. */
  picked: Picked;
  range: number;
  /** Labels that stand in the result. */
  groupedBy: string[];
}

/** Reads a quantile; undefined for other expressions. Throws `NotReadable` for quantiles of something else. */
export function readQuantile(expr: string): Quantile | undefined {
  const bare = withoutComments(expr);
  const top = topExpression(parse(bare));
  const found = top && findCall(bare, top, 1);
  if (!found) return undefined;
  const [phi, buckets] = found.args.map(arg => textOf(bare, arg));
  const form = readForm(buckets);
  const [term, ...others] = termsOf(form);
  const by = groupings(buckets);
  const counted = term?.unit === 'rate' || term?.unit === 'increase';
  if (
    !counted ||
    others.length > 0 ||
    numberOf(form.denominator) === undefined ||
    !(Number(phi) > 0 && Number(phi) < 1)
  ) {
    throw new NotReadable('its quantile is not one of the rates of buckets');
  }
  const labels = new Set(by.flatMap(grouping => grouping.labels));
  const classic =
    term.picked.metric.endsWith('_bucket') &&
    by.every(grouping => grouping.labels.includes('le'));
  if (!classic) throw new NotReadable(NATIVE);
  if (term.picked.matchers.some(({ label }) => label === 'le')) {
    throw new NotReadable('it leaves out buckets');
  }
  labels.delete('le');
  return {
    phi: Number(phi),
    scale: found.scale,
    picked: term.picked,
    range: term.range,
    groupedBy: [...labels].sort(),
  };
}

/** Whether an expression has functions that only native histograms have a use for. */
export function looksAtNativeHistogram(expr: string): boolean {
  let found = false;
  parse(expr).iterate({
    enter: ({ name, from, to }) => {
      found ||=
        name === 'FunctionIdentifier' &&
        NATIVE_FUNCTIONS.has(expr.slice(from, to));
    },
  });
  return found;
}

/** The call of `histogram_quantile` inside parentheses and factors. */
function findCall(
  expr: string,
  node: SyntaxNode,
  scale: number,
): { args: SyntaxNode[]; scale: number } | undefined {
  if (node.name === 'ParenExpr') return findCall(expr, node.firstChild!, scale);
  if (node.name === 'BinaryExpr') {
    const [left, operator, right] = children(node);
    const number = (side: SyntaxNode) => Number(textOf(expr, side));
    if (operator.name === 'Div' && number(right)) {
      return findCall(expr, left, scale / number(right));
    }
    if (operator.name === 'Mul' && number(right)) {
      return findCall(expr, left, scale * number(right));
    }
    return operator.name === 'Mul' && number(left)
      ? findCall(expr, right, scale * number(left))
      : undefined;
  }
  const name = node.getChild('FunctionIdentifier');
  if (!name || textOf(expr, name) !== 'histogram_quantile') return undefined;
  const args = children(node.getChild('FunctionCallBody')!);
  return args.length === 2 ? { args, scale } : undefined;
}

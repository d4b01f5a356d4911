import type { SyntaxNode } from '@lezer/common';
import { children, parse, textOf, topExpression } from './parse';

/** Functions that give finite numbers for finite numbers, whatever they are. */
const FINITE_FUNCTIONS = new Set([
  ...['rate', 'irate', 'increase', 'delta', 'idelta', 'changes', 'resets'],
  ...['sum_over_time', 'avg_over_time', 'min_over_time', 'max_over_time'],
  ...['count_over_time', 'last_over_time', 'first_over_time'],
  ...['present_over_time', 'absent', 'absent_over_time'],
  ...['histogram_count', 'histogram_sum'],
  ...['abs', 'ceil', 'floor', 'sgn', 'clamp', 'clamp_min', 'clamp_max'],
  ...['label_replace', 'label_join', 'sort', 'sort_desc'],
  ...['sort_by_label', 'sort_by_label_desc'],
  ...['vector', 'time', 'timestamp', 'pi'],
  ...['minute', 'hour', 'day_of_week', 'day_of_month', 'day_of_year'],
  ...['days_in_month', 'month', 'year'],
]);

/** `quantile` is infinite for a share outside 0 and 1. */
const FINITE_AGGREGATIONS = new Set([
  ...['sum', 'count', 'min', 'max', 'avg', 'group', 'count_values'],
  ...['topk', 'bottomk', 'limitk', 'limit_ratio', 'stddev', 'stdvar'],
]);

const DIVISIONS = ['Div', 'Mod', 'Pow'];

/**
 * Whether the result may be NaN or infinite though its data is not: divisions,
 * and functions such as `histogram_fraction`, which of no events is NaN. What
 * is not known to be safe is taken for unsafe.
 */
export function mayLeaveFinite(expr: string): boolean {
  const top = topExpression(parse(expr));
  return top !== undefined && leavesFinite(expr, top);
}

function leavesFinite(expr: string, node: SyntaxNode): boolean {
  return (
    leavesItself(expr, node) ||
    children(node).some(child => leavesFinite(expr, child))
  );
}

function leavesItself(expr: string, node: SyntaxNode): boolean {
  switch (node.name) {
    case 'FunctionIdentifier':
      return !FINITE_FUNCTIONS.has(textOf(expr, node));
    case 'AggregateOp':
      return !FINITE_AGGREGATIONS.has(textOf(expr, node).toLowerCase());
    case 'NumberDurationLiteral':
      return /^[-+]?(inf|nan)$/i.test(textOf(expr, node));
    default:
      return DIVISIONS.includes(node.name);
  }
}

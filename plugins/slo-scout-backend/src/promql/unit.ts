import type { SyntaxNode } from '@lezer/common';
import { children, nodesOf, parse, textOf, topExpression } from './parse';
import { PromqlSyntaxError } from './PromqlSyntaxError';
import { readSelector } from './selectors';
import { fillWindow } from './window';

/** What a value is measured in, as far as Prometheus' naming conventions say it. */
export type Unit = 'seconds' | 'bytes' | 'ratio';

/**
 * Unit of an expression's values by the names of its metrics
 * (https://prometheus.io/docs/practices/naming/#base-units); undefined where the
 * names do not say it or the expression computes something else from them: a
 * wrong unit is worse than none.
 */
export function unitOf(expr: string): Unit | undefined {
  const filled = fillWindow(expr, '5m');
  try {
    const top = topExpression(parse(filled));
    return top && unit(filled, top);
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return undefined;
    throw error;
  }
}

function unit(expr: string, node: SyntaxNode): Unit | undefined {
  switch (node.name) {
    case 'VectorSelector':
      return unitOfMetric(readSelector(expr, node).metric ?? '');
    case 'ParenExpr':
    case 'MatrixSelector':
    case 'SubqueryExpr':
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      return unit(expr, node.firstChild!);
    case 'AggregateExpr':
      return unitOfAggregate(expr, node);
    case 'FunctionCall':
      return unitOfCall(expr, node);
    case 'BinaryExpr':
      return unitOfQuotient(expr, node);
    default:
      return undefined;
  }
}

const KEPT_BY_AGGREGATES = new Set([
  ...['avg', 'max', 'min', 'sum', 'quantile', 'stddev'],
  ...['topk', 'bottomk', 'limitk', 'limit_ratio'],
]);

function unitOfAggregate(expr: string, node: SyntaxNode): Unit | undefined {
  const op = textOf(expr, node.getChild('AggregateOp')!);
  const last = children(node.getChild('FunctionCallBody')!).at(-1);
  return KEPT_BY_AGGREGATES.has(op) && last ? unit(expr, last) : undefined;
}

const KEPT_BY_FUNCTIONS = new Set([
  ...['avg_over_time', 'max_over_time', 'min_over_time', 'last_over_time'],
  ...['quantile_over_time', 'stddev_over_time', 'abs', 'ceil', 'floor'],
  ...['round', 'clamp', 'clamp_min', 'clamp_max', 'sort', 'sort_desc'],
  ...['label_replace', 'label_join'],
]);
const OF_HISTOGRAMS = new Set(['histogram_quantile', 'histogram_avg']);

function unitOfCall(expr: string, node: SyntaxNode): Unit | undefined {
  const name = textOf(expr, node.getChild('FunctionIdentifier')!);
  if (name === 'histogram_fraction') return 'ratio';
  const args = children(node.getChild('FunctionCallBody')!);
  const vector = name.includes('quantile') ? args.at(-1) : args[0];
  if (!vector) return undefined;
  if (OF_HISTOGRAMS.has(name)) return unitOfBuckets(expr, vector);
  return KEPT_BY_FUNCTIONS.has(name) ? unit(expr, vector) : undefined;
}

/** Whatever is counted in the buckets, their bounds are in the metric's unit. */
function unitOfBuckets(expr: string, node: SyntaxNode): Unit | undefined {
  const units = metricsIn(expr, node).map(metric =>
    unitOfMetric(metric.replace(/_bucket$/, '')),
  );
  return units.every(found => found === units[0]) ? units[0] : undefined;
}

/** `x_sum / x_count` is a mean of x; two of one unit are a ratio. */
function unitOfQuotient(expr: string, node: SyntaxNode): Unit | undefined {
  const [left, right] = [node.firstChild!, node.lastChild!];
  if (!node.getChild('Div')) return undefined;
  const [sum, ...sums] = metricsIn(expr, left);
  const [count, ...counts] = metricsIn(expr, right);
  const base = sum?.endsWith('_sum') ? sum.slice(0, -'_sum'.length) : undefined;
  const plain = [left, right].every(side => !hasBinary(side));
  if (base && count === `${base}_count` && sums.length + counts.length === 0) {
    return plain ? unitOfMetric(base) : undefined;
  }
  const above = unit(expr, left);
  return above && above === unit(expr, right) ? 'ratio' : undefined;
}

function hasBinary(node: SyntaxNode): boolean {
  return (
    node.name === 'BinaryExpr' || children(node).some(child => hasBinary(child))
  );
}

function metricsIn(expr: string, node: SyntaxNode): string[] {
  return nodesOf(parse(expr), 'VectorSelector')
    .filter(({ from, to }) => from >= node.from && to <= node.to)
    .map(selector => readSelector(expr, selector).metric ?? '');
}

function unitOfMetric(name: string): Unit | undefined {
  // A point in time is in seconds too, but nobody reads it as a duration.
  if (/_(time|timestamp)_seconds$/.test(name)) return undefined;
  const suffix = /_(seconds|bytes|ratio)$/.exec(name)?.[1];
  return suffix as Unit | undefined;
}

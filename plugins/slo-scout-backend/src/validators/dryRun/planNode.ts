import type { LabelTest } from './labelTests';
import type {
  Aggregation,
  ArithmeticOperator,
  ComparisonOperator,
  LabelChange,
  Matching,
  SetOperator,
} from './operators';
import type { RecordingRule } from './ruleFile';
import type { Labels } from './vector';
import type { WindowFunction } from './windows';

/** Series that rules would have recorded, as one selector names them. */
export interface RecordedSeries {
  rules: Array<{
    rule: RecordingRule;
    /**
     * The reader sees samples that are older than this, seconds. Undefined where
     * it sees what is recorded at its own tick, because the rule stands before it
     * in its group; of all others it sees the tick before.
     */
    delay?: number;
  }>;
  tests: LabelTest[];
}

/** How the values of a window become one. */
export interface WindowFold {
  fn: WindowFunction;
  /** Of `quantile_over_time`. */
  parameter?: number;
}

/**
 * A plan: `leaf` is asked of Prometheus, everything else is computed here.
 * Times are seconds.
 */
export type PlanNode =
  | { op: 'leaf'; query: string }
  | { op: 'number'; value: number }
  | { op: 'constant'; value: number }
  /** Instant selector of series that do not exist yet. */
  | { op: 'recorded'; series: RecordedSeries; offset: number }
  /** A function over a range of such series. */
  | ({
      op: 'samples';
      series: RecordedSeries;
      length: number;
      offset: number;
    } & WindowFold)
  | {
      op: 'binary';
      operator: ArithmeticOperator | ComparisonOperator;
      /** Comparison that gives 0 and 1 instead of leaving out. */
      bool: boolean;
      matching: Matching;
      left: PlanNode;
      right: PlanNode;
    }
  | {
      op: 'set';
      operator: SetOperator;
      matching: Matching;
      left: PlanNode;
      right: PlanNode;
    }
  | {
      op: 'aggregate';
      operator: Aggregation;
      by: boolean;
      labels: string[];
      operand: PlanNode;
    }
  /** A function over a subquery. */
  | ({
      op: 'window';
      operand: PlanNode;
      length: number;
      offset: number;
      /** Distance of the samples, where the subquery names it. */
      resolution?: number;
    } & WindowFold)
  /** A function of each sample by itself, by its name in `SAMPLE_FUNCTIONS`. */
  | { op: 'map'; fn: string; parameters: number[]; operand: PlanNode }
  | { op: 'label_replace'; operand: PlanNode; change: LabelChange }
  /** One series with these labels where the operand has none. */
  | { op: 'absent'; operand: PlanNode; labels: Labels };

/** The nodes that a node is computed from. */
export function operandsOf(node: PlanNode): PlanNode[] {
  switch (node.op) {
    case 'binary':
    case 'set':
      return [node.left, node.right];
    case 'aggregate':
    case 'window':
    case 'map':
    case 'label_replace':
    case 'absent':
      return [node.operand];
    default:
      return [];
  }
}

/** Whether it has to be computed here: it holds recorded series or a window. */
export function isOurs(node: PlanNode): boolean {
  return (
    ['window', 'samples', 'recorded'].includes(node.op) ||
    operandsOf(node).some(isOurs)
  );
}

/** The rules that a plan reads directly. */
export function recordedBelow(node: PlanNode): RecordingRule[] {
  const own =
    node.op === 'recorded' || node.op === 'samples'
      ? node.series.rules.map(({ rule }) => rule)
      : [];
  return [...own, ...operandsOf(node).flatMap(recordedBelow)];
}

/** How far the plan looks back through windows that are computed here. Seconds. */
export function lookBack(node: PlanNode): number {
  const own =
    node.op === 'samples' || node.op === 'window'
      ? node.length + node.offset
      : 0;
  return own + Math.max(0, ...operandsOf(node).map(lookBack));
}

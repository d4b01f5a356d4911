import type {
  Aggregation,
  ArithmeticOperator,
  ComparisonOperator,
  LabelChange,
  Matching,
  SetOperator,
} from './operators';
import type { WindowFunction } from './windows';

/** A plan: `leaf` is asked of Prometheus, everything else is computed here. */
export type PlanNode =
  | { op: 'leaf'; query: string }
  | { op: 'number'; value: number }
  | { op: 'constant'; value: number }
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
  | {
      op: 'window';
      fn: WindowFunction;
      operand: PlanNode;
      /** Seconds, like the two below. */
      length: number;
      offset: number;
      /** Distance of the samples, where the subquery names it. */
      resolution?: number;
    }
  | { op: 'label_replace'; operand: PlanNode; change: LabelChange }
  | { op: 'absent'; operand: PlanNode };

/** The expression as one question to Prometheus, for when the leaves are too large. */
export function planWhole(expr: string): PlanNode {
  return { op: 'leaf', query: expr };
}

/** Whether a window is computed here, which means that its operand is. */
export function hasWindow(node: PlanNode): boolean {
  switch (node.op) {
    case 'window':
      return true;
    case 'binary':
    case 'set':
      return hasWindow(node.left) || hasWindow(node.right);
    case 'aggregate':
    case 'label_replace':
    case 'absent':
      return hasWindow(node.operand);
    default:
      return false;
  }
}

/** PromQL's operators, by name. */
export const ARITHMETIC = ['+', '-', '*', '/', '%', '^'] as const;
export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export const SET_OPERATORS = ['and', 'or', 'unless'] as const;
export const AGGREGATIONS = [
  'sum',
  'min',
  'max',
  'avg',
  'count',
  'group',
] as const;

export type ArithmeticOperator = (typeof ARITHMETIC)[number];
export type ComparisonOperator = (typeof COMPARISONS)[number];
export type SetOperator = (typeof SET_OPERATORS)[number];
export type Aggregation = (typeof AGGREGATIONS)[number];

/** `on (labels)`, or `ignoring (labels)`, which is also what stands for no clause. */
export interface Matching {
  on: boolean;
  labels: string[];
}

/** `label_replace` with its regular expression already compiled. */
export interface LabelChange {
  target: string;
  replacement: string;
  source: string;
  pattern: RegExp;
}

export const CALCULATE: Record<
  ArithmeticOperator,
  (a: number, b: number) => number
> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

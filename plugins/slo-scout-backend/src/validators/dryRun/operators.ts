/** PromQL's operators and functions that are computed here, by name. */
export const ARITHMETIC = ['+', '-', '*', '/', '%', '^', 'atan2'] as const;
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
  /** `group_left` or `group_right`, with the labels taken from the other side. */
  group?: { many: 'left' | 'right'; include: string[] };
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
  // Go: 1 to the power of anything is 1, and so is -1 to the power of infinity.
  '^': (a, b) => (a === 1 || (a === -1 && !isFiniteOrNaN(b)) ? 1 : a ** b),
  atan2: Math.atan2,
};

function isFiniteOrNaN(value: number): boolean {
  return Number.isFinite(value) || Number.isNaN(value);
}

/** Functions of one sample and constant parameters, with the number of parameters they take. */
export const SAMPLE_FUNCTIONS: Record<
  string,
  {
    parameters: [least: number, most: number];
    of(value: number, ...parameters: number[]): number;
  }
> = {
  abs: { parameters: [0, 0], of: Math.abs },
  ceil: { parameters: [0, 0], of: Math.ceil },
  floor: { parameters: [0, 0], of: Math.floor },
  exp: { parameters: [0, 0], of: Math.exp },
  ln: { parameters: [0, 0], of: Math.log },
  sqrt: { parameters: [0, 0], of: Math.sqrt },
  sgn: { parameters: [0, 0], of: Math.sign },
  clamp_min: { parameters: [1, 1], of: Math.max },
  clamp_max: { parameters: [1, 1], of: Math.min },
  round: {
    parameters: [0, 1],
    of: (value, nearest = 1) => {
      // As Prometheus, which divides by the inverse to be exact for 0.1.
      const inverse = 1 / nearest;
      return Math.floor(value * inverse + 0.5) / inverse;
    },
  },
};

import type { GeneratorInput } from '../generators/types';
import { prepare } from '../generators/prepare';
import { parseDuration } from '../promql';
import type { BudgetSource } from '../validators';

/** The error budgets that the dry run measures firings by. */
export function budgetsOf(input: GeneratorInput): BudgetSource[] {
  return prepare(input).slos.map(({ slo, recorded }) => ({
    slo: slo.name,
    objective: slo.objective,
    periodSeconds: parseDuration(slo.window) / 1000,
    bad: recorded('bad'),
    total: recorded('total'),
  }));
}

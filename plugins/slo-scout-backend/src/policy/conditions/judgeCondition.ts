import type {
  PolicyCondition,
  PolicyFacts,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { InvariantCheck } from '../invariants';
import { compileCondition } from './compile';

/** Judges a condition. One that errs, or asks for what is unknown, does not hold. */
export function judgeCondition(
  condition: PolicyCondition,
  facts: PolicyFacts,
): InvariantCheck {
  const source = condition.expression;
  try {
    const ok = compileCondition(condition.expression).holds(facts);
    return { ok, measured: ok, source, message: condition.message };
  } catch (error) {
    return {
      ok: false,
      measured: null,
      source,
      message: `${condition.message} It could not be judged: ${
        (error as Error).message
      }.`,
    };
  }
}

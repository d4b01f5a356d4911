import type { InvariantResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type GuardFacts, type Invariant, invariants } from './invariants';
import type { Policy } from './policy';

/**
 * Judges the facts by the policy. Every invariant is answered, not only the first
 * that fails; a check that throws counts as violated.
 */
export function judge(policy: Policy, facts: GuardFacts): InvariantResult[] {
  return invariants.map(invariant => {
    const { mode, limit } = policy[invariant.id];
    return {
      invariant: invariant.id,
      mode,
      limit,
      required_override: invariant.required_override,
      ...checkSafely(invariant, facts, limit),
    };
  });
}

/** The results that refuse. */
export function violationsOf(results: InvariantResult[]): InvariantResult[] {
  return results.filter(result => !result.ok && result.mode === 'block');
}

function checkSafely(
  invariant: Invariant,
  facts: GuardFacts,
  limit: number | boolean,
) {
  try {
    return invariant.check(facts, limit);
  } catch (error) {
    return {
      ok: false,
      measured: null,
      source: 'policy guard',
      message: `${invariant.id} could not be judged: ${error}`,
    };
  }
}

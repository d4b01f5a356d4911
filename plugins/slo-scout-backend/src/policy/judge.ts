import type {
  EffectiveInvariant,
  EffectivePolicy,
  InvariantResult,
  PolicyFacts,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { sentence } from '../sentences';
import { judgeCondition } from './conditions/judgeCondition';
import type { InvariantRegistry } from './InvariantRegistry';
import type { Invariant, InvariantCheck } from './invariants';
import { saying } from './invariants/saying';

/**
 * Judges the facts by the policy. Every invariant and every condition is answered,
 * not only the first that fails; what cannot be judged counts as violated. Pure:
 * equal facts and policies get equal results.
 */
export function judge(
  policy: EffectivePolicy,
  facts: PolicyFacts,
  registry: InvariantRegistry,
): InvariantResult[] {
  return [
    ...policy.invariants.map(setting =>
      judgeInvariant(setting, facts, registry),
    ),
    ...policy.conditions.map(condition => ({
      invariant: condition.id,
      mode: condition.mode,
      limit: true,
      required_override: condition.required_override ?? null,
      ...judgeCondition(condition, facts),
    })),
  ];
}

/** The results that refuse. */
export function violationsOf(results: InvariantResult[]): InvariantResult[] {
  return results.filter(
    result => !result.ok && result.mode === 'block' && !result.overridden_by,
  );
}

function judgeInvariant(
  setting: EffectiveInvariant,
  facts: PolicyFacts,
  registry: InvariantRegistry,
): InvariantResult {
  const { invariant: id, mode, limit, required_override } = setting;
  const invariant = registry.get(id);
  return {
    invariant: id,
    mode,
    limit,
    required_override,
    ...(invariant
      ? check(invariant, facts, limit)
      : unjudgeable(
          `${id} is not known here. Install the module that adds it, or take it out of the policy.`,
        )),
  };
}

function check(
  invariant: Invariant,
  facts: PolicyFacts,
  limit: number | boolean,
): InvariantCheck {
  if (limit === false) {
    return {
      ok: true,
      measured: null,
      source: 'policy',
      ...saying(sentence('invariant.off', {}, 'No policy asks for it.')),
    };
  }
  try {
    return invariant.check(facts, limit);
  } catch (error) {
    return unjudgeable(`${invariant.id} could not be judged: ${error}`);
  }
}

function unjudgeable(message: string): InvariantCheck {
  return { ok: false, measured: null, source: 'policy guard', message };
}

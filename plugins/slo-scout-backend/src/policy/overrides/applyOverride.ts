import type {
  InvariantResult,
  Override,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * Marks the violations that an override covers: those it names, as long as the same
 * role may permit them. What nobody may permit stays violated.
 */
export function applyOverride(
  results: InvariantResult[],
  override: Override | undefined,
): InvariantResult[] {
  if (!override) return results;
  return results.map(result => {
    const covered =
      !result.ok &&
      result.mode === 'block' &&
      result.required_override !== null &&
      override.invariants.some(
        ({ invariant, required_override: required }) =>
          invariant === result.invariant &&
          required === result.required_override,
      );
    return covered ? { ...result, overridden_by: override.id } : result;
  });
}

import type {
  EnforcementMode,
  InvariantSettings,
  PolicySettings,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Whether `a` leaves less than `b` does. */
export function isStricterMode(
  a: EnforcementMode,
  b: EnforcementMode,
): boolean {
  return a === 'block' && b === 'warn';
}

/** A smaller number, or `true` against `false`. */
export function isStricterLimit(
  a: number | boolean,
  b: number | boolean,
): boolean {
  return typeof a === 'number' && typeof b === 'number'
    ? a < b
    : a === true && b === false;
}

/**
 * What the second of two policies of one scope demands less than the first, for
 * the audit log. A setting that is gone counts: others may be laxer.
 */
export function loosenedBy(
  before: PolicySettings | null,
  after: PolicySettings | null,
): string[] {
  const invariants = Object.entries(before?.invariants ?? {})
    .filter(([id, was]) => isLooser(after?.invariants?.[id] ?? {}, was))
    .map(([id]) => id);
  const conditions = (before?.conditions ?? [])
    .filter(was => {
      const now = after?.conditions?.find(({ id }) => id === was.id);
      return (
        now?.expression !== was.expression ||
        isStricterMode(was.mode, now.mode) ||
        (now.required_override !== undefined &&
          now.required_override !== was.required_override)
      );
    })
    .map(({ id }) => id);
  const hours = before?.overrides?.max_hours;
  const length = before?.overrides?.min_reason_length;
  return [
    ...invariants,
    ...conditions,
    ...(hours !== undefined &&
    !((after?.overrides?.max_hours ?? Infinity) <= hours)
      ? ['overrides.max_hours']
      : []),
    ...(length !== undefined &&
    !((after?.overrides?.min_reason_length ?? 0) >= length)
      ? ['overrides.min_reason_length']
      : []),
  ];
}

function isLooser(now: InvariantSettings, was: InvariantSettings): boolean {
  return (
    (was.mode === 'block' && now.mode !== 'block') ||
    (was.limit !== undefined &&
      was.limit !== false &&
      (now.limit === undefined || isStricterLimit(was.limit, now.limit)))
  );
}

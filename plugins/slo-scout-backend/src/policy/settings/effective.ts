import type {
  EffectiveCondition,
  EffectiveInvariant,
  EffectivePolicy,
  InvariantId,
  PolicyOrigin,
  PolicyRevision,
  PolicyRevisionRef,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { hashOf } from '../../hash';
import type { InvariantRegistry } from '../InvariantRegistry';
import type { PolicySubject } from './scope';
import { isStricterLimit, isStricterMode } from './stricter';

const DEFAULT: PolicyOrigin = { source: 'default' };
const DEFAULT_MAX_HOURS = 24;
const DEFAULT_MIN_REASON_LENGTH = 20;

/** A value with the policy that it came from. */
interface Sourced<T> {
  value: T;
  from: PolicyOrigin;
}

/**
 * All policies that apply, as one: of each setting the strictest, the plugin's own
 * default where no policy says anything. Pure.
 *
 * @param revisions - the newest of each policy that applies
 */
export function effectivePolicy(
  subject: PolicySubject,
  revisions: PolicyRevision[],
  registry: InvariantRegistry,
): EffectivePolicy {
  const standing = revisions.filter(revision => revision.settings !== null);
  const invariants = idsOf(standing, registry).map(id =>
    effectiveInvariant(id, standing, registry),
  );
  const conditions = conditionsOf(standing);
  const hours = strictest(
    collect(standing, r => r.settings?.overrides?.max_hours),
    (a, b) => a < b,
  ) ?? { value: DEFAULT_MAX_HOURS, from: DEFAULT };
  const length = strictest(
    collect(standing, r => r.settings?.overrides?.min_reason_length),
    (a, b) => a > b,
  ) ?? { value: DEFAULT_MIN_REASON_LENGTH, from: DEFAULT };
  return {
    environment: subject.environment,
    entity_ref: subject.entity_ref ?? null,
    policy_hash: hashOf({
      invariants: invariants.map(({ invariant, mode, limit }) => ({
        invariant,
        mode,
        limit,
      })),
      conditions: conditions.map(({ from: _, ...condition }) => condition),
      overrides: { max_hours: hours.value, min_reason_length: length.value },
    }),
    invariants,
    conditions,
    overrides: {
      max_hours: hours.value,
      max_hours_from: hours.from,
      min_reason_length: length.value,
      min_reason_length_from: length.from,
    },
    policies: standing.map(refOf),
  };
}

/** Registered ones first. One that only a policy knows must not vanish silently. */
function idsOf(
  revisions: PolicyRevision[],
  registry: InvariantRegistry,
): InvariantId[] {
  return [
    ...new Set([
      ...registry.all().map(({ id }) => id),
      ...revisions
        .flatMap(r => Object.keys(r.settings?.invariants ?? {}))
        .sort(),
    ]),
  ];
}

function effectiveInvariant(
  id: InvariantId,
  revisions: PolicyRevision[],
  registry: InvariantRegistry,
): EffectiveInvariant {
  const invariant = registry.get(id);
  const hard = invariant?.hard ?? false;
  // What a policy said before the invariant became hard does not soften it.
  const asked = hard ? [] : revisions;
  const mode = strictest(
    collect(asked, r => r.settings?.invariants?.[id]?.mode),
    isStricterMode,
  ) ?? { value: invariant?.defaults.mode ?? 'block', from: DEFAULT };
  const limit = strictest(
    collect(asked, r => r.settings?.invariants?.[id]?.limit),
    isStricterLimit,
  ) ?? { value: invariant?.defaults.limit ?? true, from: DEFAULT };
  return {
    invariant: id,
    mode: mode.value,
    mode_from: mode.from,
    limit: limit.value,
    limit_from: limit.from,
    required_override: invariant?.required_override ?? null,
    hard,
  };
}

/** All of them must hold; none stands for another. */
function conditionsOf(revisions: PolicyRevision[]): EffectiveCondition[] {
  return revisions.flatMap(revision =>
    (revision.settings?.conditions ?? []).map(condition => ({
      ...condition,
      from: originOf(revision),
    })),
  );
}

function collect<T>(
  revisions: PolicyRevision[],
  read: (revision: PolicyRevision) => T | undefined,
): Sourced<T>[] {
  return revisions.flatMap(revision => {
    const value = read(revision);
    return value === undefined ? [] : [{ value, from: originOf(revision) }];
  });
}

/** The first of equally strict ones, so that the widest scope is named. */
function strictest<T>(
  values: Sourced<T>[],
  isStricter: (a: T, b: T) => boolean,
): Sourced<T> | undefined {
  return values.reduce<Sourced<T> | undefined>(
    (best, next) => (best && !isStricter(next.value, best.value) ? best : next),
    undefined,
  );
}

function originOf({ source, scope, revision }: PolicyRevision): PolicyOrigin {
  return { source, scope, revision };
}

function refOf(revision: PolicyRevision): PolicyRevisionRef {
  const { scope, source, revision: number, settings_hash } = revision;
  return { scope, source, revision: number, settings_hash };
}

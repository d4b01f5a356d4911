import type {
  EnforcementMode,
  InvariantId,
  PolicyPhase,
  RequiredOverride,
} from './policy';

/** @public */
export const POLICY_SCOPE_KINDS = [
  'global',
  'environment',
  'system',
  'entity',
] as const;

/**
 * What a policy applies to. `name` is the environment, or the ref of the system or
 * entity; `global` has none.
 *
 * @public
 */
export interface PolicyScope {
  kind: (typeof POLICY_SCOPE_KINDS)[number];
  name?: string;
}

/** What one policy says of an invariant; what it leaves out others say. @public */
export interface InvariantSettings {
  mode?: EnforcementMode;
  limit?: number | boolean;
}

/** An invariant written in CEL over the guard's facts. @public */
export interface PolicyCondition {
  /** Shown in decisions, for example `no_friday_deploys`. */
  id: string;
  /** CEL that is true where the condition holds. */
  expression: string;
  /** One sentence for the person who is refused. */
  message: string;
  mode: EnforcementMode;
  /** Who may permit a violation; absent: nobody. */
  required_override?: RequiredOverride;
}

/** Bounds for overrides. @public */
export interface OverrideSettings {
  /** Longest validity of an override, hours. */
  max_hours?: number;
  /** Shortest reason, characters. */
  min_reason_length?: number;
}

/** What one policy says. @public */
export interface PolicySettings {
  invariants?: { [invariant: string]: InvariantSettings };
  conditions?: PolicyCondition[];
  overrides?: OverrideSettings;
}

/**
 * Who wrote a policy: operators in configuration, or people through the API. The
 * two lines of a scope are kept apart, and the stricter one wins.
 *
 * @public
 */
export type PolicySource = 'config' | 'portal';

/** @public */
export interface PolicyRevisionRef {
  scope: PolicyScope;
  source: PolicySource;
  /** From 1, for each scope and source. */
  revision: number;
  /** SHA-256 of the canonical JSON of the settings, hex. */
  settings_hash: string;
}

/** One entry of the append-only history of a policy. @public */
export interface PolicyRevision extends PolicyRevisionRef {
  /** Null where the scope was taken out of the configuration. */
  settings: PolicySettings | null;
  reason: string;
  /** User entity ref, or `config`. */
  changed_by: string;
  changed_at: string;
}

/** Where a setting came from. @public */
export interface PolicyOrigin {
  source: PolicySource | 'default';
  scope?: PolicyScope;
  revision?: number;
}

/** @public */
export interface EffectiveInvariant {
  invariant: InvariantId;
  mode: EnforcementMode;
  mode_from: PolicyOrigin;
  limit: number | boolean;
  limit_from: PolicyOrigin;
  required_override: RequiredOverride | null;
  /** A hard requirement: no policy softens it, and nobody overrides it. */
  hard: boolean;
}

/** @public */
export interface EffectiveCondition extends PolicyCondition {
  from: PolicyOrigin;
}

/** All policies of one entity in one environment, the stricter of two always. @public */
export interface EffectivePolicy {
  environment: string;
  entity_ref: string | null;
  policy_hash: string;
  invariants: EffectiveInvariant[];
  conditions: EffectiveCondition[];
  overrides: Required<OverrideSettings> & {
    max_hours_from: PolicyOrigin;
    min_reason_length_from: PolicyOrigin;
  };
  /** Revisions that it was made of. */
  policies: PolicyRevisionRef[];
}

/** How one invariant was and would be judged. @public */
export interface ShadowJudgement {
  ok: boolean;
  mode: EnforcementMode;
  limit: number | boolean;
}

/** What a candidate policy would have decided of a bundle that was decided. @public */
export interface ShadowDecision {
  decision_id: string;
  entity_ref: string;
  environment: string;
  bundle_hash: string;
  phase: PolicyPhase;
  decided_at: string;
  outcome_then: 'allowed' | 'violated';
  /** Null where the decision was stored without its inputs. */
  outcome_now: 'allowed' | 'violated' | null;
  /** The override that let it pass then; it is not counted now. */
  override_id?: string;
  changed: Array<{
    invariant: InvariantId;
    then: ShadowJudgement | null;
    now: ShadowJudgement | null;
  }>;
}

import type {
  EffectivePolicy,
  InvariantId,
  Override,
  OverrideStatus,
  PolicyRevision,
  PolicyScope,
  PolicySettings,
  ShadowDecision,
} from '../types';
import type { RequestOptions } from './RequestOptions';

/** Body of `PUT /v1/policies`. @public */
export interface PutPolicyRequest {
  scope: PolicyScope;
  /** The revision that the change rests on; 0 where people wrote none yet. */
  expected_revision: number;
  settings: PolicySettings;
  reason: string;
}

/** Body of `POST /v1/policy/overrides`. @public */
export interface OverrideRequest {
  /** The files that are to be let pass. Absent where `bring_back` names them. */
  artifact_ids?: string[];
  /** The artifacts are those of a removal, which is to be let pass. */
  removal?: boolean;
  /** A rollback or restore of this deployment is to be let pass: what it would bring now. */
  bring_back?: { deployment_id: string; kind: 'rollback' | 'restore' };
  /** Violated invariants to let pass. */
  invariants: InvariantId[];
  reason: string;
  ticket?: string;
  /** Hours of validity once approved; 24, or the most that policy allows. */
  valid_hours?: number;
}

/** What the guard asks for, and what is let pass. @public */
export interface PolicyApi {
  /** The policy that applies, and where each setting came from. */
  getPolicy(
    request: { environment: string; entity_ref?: string },
    options?: RequestOptions,
  ): Promise<{ policy: EffectivePolicy }>;
  /** The newest revision of every policy, or all revisions of one scope. */
  listPolicies(
    request: { scope?: PolicyScope['kind']; name?: string },
    options?: RequestOptions,
  ): Promise<{ policies: PolicyRevision[] }>;
  /** Replaces what people say of a scope; a stale revision rejects with 409. */
  putPolicy(
    request: PutPolicyRequest,
    options?: RequestOptions,
  ): Promise<{ policy: PolicyRevision }>;
  /** What a policy would have decided of the last 50 decided bundles. */
  shadowPolicy(
    request: { scope: PolicyScope; settings: PolicySettings },
    options?: RequestOptions,
  ): Promise<{ decisions: ShadowDecision[] }>;

  listOverrides(
    request: { entity_ref?: string; status?: OverrideStatus },
    options?: RequestOptions,
  ): Promise<{ overrides: Override[] }>;
  requestOverride(
    request: OverrideRequest,
    options?: RequestOptions,
  ): Promise<{ override: Override }>;
  decideOverride(
    request: {
      id: string;
      action: 'approve' | 'decline' | 'withdraw';
      reason?: string;
    },
    options?: RequestOptions,
  ): Promise<{ override: Override }>;
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  type InvariantResult,
  type PolicyScope,
  type PolicySettings,
  type ShadowDecision,
  type ShadowJudgement,
  sloScoutApprovePermission,
  sloScoutPolicyEditPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../access';
import type { DecisionStore, StoredDecision } from '../policy/DecisionStore';
import { judge, violationsOf } from '../policy/judge';
import type { Policies } from '../policy/Policies';
import { faultsOf } from '../policy/settings/checkSettings';
import { normaliseScope } from '../policy/settings/scope';
import { PolicySettingsError } from './PolicySettingsError';

const BUNDLES = 50;

/** A policy that somebody thinks of writing. */
export interface Candidate {
  scope: PolicyScope;
  settings: PolicySettings;
}

/**
 * Judges what was decided again, by a policy that is not in force. Changes nothing,
 * and shows nobody a decision about what they may not read.
 */
export class ShadowService {
  readonly #decisions: DecisionStore;
  readonly #policies: Policies;
  readonly #access: Access;

  constructor(options: {
    decisions: DecisionStore;
    policies: Policies;
    access: Access;
  }) {
    this.#decisions = options.decisions;
    this.#policies = options.policies;
    this.#access = options.access;
  }

  /** Newest first. What an override let pass then is not let pass now. */
  async shadow(
    { scope, settings }: Candidate,
    credentials: BackstageCredentials,
  ): Promise<ShadowDecision[]> {
    await this.#requireEditorOrApprover(credentials);
    const candidate = { scope: normaliseScope(scope), settings };
    const faults = faultsOf(settings, this.#policies.registry);
    if (faults.length > 0) throw new PolicySettingsError(faults);
    const stored = await this.#decisions.lastBundles(
      BUNDLES,
      await this.#access.filter(credentials, sloScoutReadPermission),
    );
    return Promise.all(stored.map(one => this.#again(one, candidate)));
  }

  async #again(
    { entity_ref, decision, facts }: StoredDecision,
    candidate: Candidate,
  ): Promise<ShadowDecision> {
    const then = {
      decision_id: decision.id,
      entity_ref,
      environment: decision.environment,
      bundle_hash: decision.bundle_hash,
      phase: decision.phase,
      decided_at: decision.decided_at,
      outcome_then: decision.outcome,
      ...(decision.override_id ? { override_id: decision.override_id } : {}),
    };
    if (!facts) return { ...then, outcome_now: null, changed: [] };
    const policy = await this.#policies.supposing(
      {
        environment: facts.environment,
        entity_ref: facts.entity.ref,
        system: facts.entity.system || undefined,
      },
      candidate,
    );
    const results = judge(policy, facts, this.#policies.registry);
    return {
      ...then,
      outcome_now: violationsOf(results).length === 0 ? 'allowed' : 'violated',
      changed: changesOf(decision.invariants, results),
    };
  }

  async #requireEditorOrApprover(
    credentials: BackstageCredentials,
  ): Promise<void> {
    const access = this.#access;
    const person = await access.person(credentials);
    const mayEdit =
      access.hasRole(person, 'policyEditor') &&
      (await access.may(credentials, sloScoutPolicyEditPermission));
    const mayApprove =
      access.isApprover(person) &&
      (await access.may(credentials, sloScoutApprovePermission));
    if (!mayEdit && !mayApprove) {
      throw new NotAllowedError(
        `${person.ref} may neither edit policies nor approve. Members of ${
          [...access.groupsOf('policyEditor'), ...access.approvers()].join(
            ', ',
          ) || 'no group (none is configured)'
        } may.`,
      );
    }
  }
}

function changesOf(
  then: InvariantResult[],
  now: InvariantResult[],
): ShadowDecision['changed'] {
  const ids = new Set([...then, ...now].map(result => result.invariant));
  return [...ids].flatMap(invariant => {
    const before = judgementOf(then, invariant);
    const after = judgementOf(now, invariant);
    const same =
      before?.ok === after?.ok &&
      before?.mode === after?.mode &&
      before?.limit === after?.limit;
    return same ? [] : [{ invariant, then: before, now: after }];
  });
}

function judgementOf(
  results: InvariantResult[],
  id: string,
): ShadowJudgement | null {
  const found = results.find(result => result.invariant === id);
  return found ? { ok: found.ok, mode: found.mode, limit: found.limit } : null;
}

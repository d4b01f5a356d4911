import { NotFoundError } from '@backstage/errors';
import type {
  EffectivePolicy,
  Override,
  OverrideRequest,
  PolicyApi,
  PolicyRevision,
  PutPolicyRequest,
  ShadowDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { ENTITY_REF } from './fixtures';

/** Policies and overrides, as far as the browser sees them. */
export class InMemoryPolicies implements PolicyApi {
  policies: PolicyRevision[] = [];
  overrides: Override[] = [];
  shadowed: ShadowDecision[] = [];

  async getPolicy(request: { environment: string; entity_ref?: string }) {
    const policy: EffectivePolicy = {
      environment: request.environment,
      entity_ref: request.entity_ref ?? null,
      policy_hash: 'e'.repeat(64),
      invariants: [],
      conditions: [],
      overrides: {
        max_hours: 24,
        max_hours_from: { source: 'default' },
        min_reason_length: 20,
        min_reason_length_from: { source: 'default' },
      },
      policies: this.policies,
    };
    return { policy };
  }

  async listPolicies() {
    return { policies: this.policies };
  }

  async putPolicy(request: PutPolicyRequest) {
    const policy: PolicyRevision = {
      scope: request.scope,
      source: 'portal',
      revision: request.expected_revision + 1,
      settings: request.settings,
      settings_hash: 'f'.repeat(64),
      reason: request.reason,
      changed_by: 'user:default/sre',
      changed_at: '2026-11-24T12:00:00Z',
    };
    this.policies = [...this.policies, policy];
    return { policy };
  }

  async shadowPolicy() {
    return { decisions: this.shadowed };
  }

  async listOverrides() {
    return { overrides: this.overrides };
  }

  async requestOverride(request: OverrideRequest) {
    const override: Override = {
      id: `override-${this.overrides.length + 1}`,
      entity_ref: ENTITY_REF,
      environment: 'production',
      target: 'production',
      bundle_hash: 'c'.repeat(64),
      artifact_ids: request.artifact_ids ?? [],
      status: 'requested',
      invariants: [],
      required: ['senior_sre_approval'],
      decisions: [],
      reason: request.reason,
      ticket: request.ticket ?? null,
      requested_by: 'user:default/author',
      requested_at: '2026-11-24T12:00:00Z',
      valid_hours: request.valid_hours ?? 24,
      expires_at: '2026-12-01T12:00:00Z',
      approval_decision_id: null,
      deploy_decision_id: null,
      deployment_id: null,
    };
    this.overrides = [override, ...this.overrides];
    return { override };
  }

  async decideOverride(request: {
    id: string;
    action: 'approve' | 'decline' | 'withdraw';
  }) {
    const found = this.overrides.find(({ id }) => id === request.id);
    if (!found)
      throw new NotFoundError(`Override ${request.id} does not exist`);
    const status = (
      {
        approve: 'approved',
        decline: 'declined',
        withdraw: 'withdrawn',
      } as const
    )[request.action];
    const override: Override = { ...found, status };
    this.overrides = this.overrides.map(o => (o === found ? override : o));
    return { override };
  }
}

import type {
  EffectivePolicy,
  PolicyScope,
  PolicySettings,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { hashOf } from '../hash';
import type { InvariantRegistry } from './InvariantRegistry';
import type { PolicyStore } from './PolicyStore';
import { effectivePolicy } from './settings/effective';
import type { PolicySubject } from './settings/scope';

/** The policy that applies to a subject, out of all that are stored. */
export class Policies {
  readonly store: PolicyStore;
  readonly registry: InvariantRegistry;

  constructor(options: { store: PolicyStore; registry: InvariantRegistry }) {
    this.store = options.store;
    this.registry = options.registry;
  }

  async effective(subject: PolicySubject, db?: Knex): Promise<EffectivePolicy> {
    return effectivePolicy(
      subject,
      await this.store.applying(subject, db),
      this.registry,
    );
  }

  /** As `effective`, of several subjects by one query. */
  async effectiveOf(
    subjects: PolicySubject[],
  ): Promise<Map<PolicySubject, EffectivePolicy>> {
    const applying = await this.store.applyingTo(subjects);
    return new Map(
      [...applying].map(([subject, revisions]) => [
        subject,
        effectivePolicy(subject, revisions, this.registry),
      ]),
    );
  }

  /**
   * Keeps the policy from changing until `tx` ends, and refuses where it is no
   * longer the one that was judged by.
   */
  async hold(
    tx: Knex.Transaction,
    subject: PolicySubject,
    policyHash: string,
  ): Promise<void> {
    await this.store.lock(tx, 'read');
    const now = await this.effective(subject, tx);
    if (now.policy_hash !== policyHash) {
      throw new ConflictError(
        'The policy was changed just now. Try again, so that it is judged by the new one.',
      );
    }
  }

  /** The policy that would apply if people wrote these settings for the scope. */
  async supposing(
    subject: PolicySubject,
    candidate: { scope: PolicyScope; settings: PolicySettings },
  ): Promise<EffectivePolicy> {
    const { scope, settings } = candidate;
    const standing = await this.store.applying(subject);
    const others = standing.filter(
      revision =>
        revision.source !== 'portal' ||
        revision.scope.kind !== scope.kind ||
        revision.scope.name !== scope.name,
    );
    return effectivePolicy(
      subject,
      appliesTo(scope, subject)
        ? [
            ...others,
            {
              scope,
              source: 'portal',
              revision: 0,
              settings,
              settings_hash: hashOf(settings),
              reason: '',
              changed_by: '',
              changed_at: '',
            },
          ]
        : others,
      this.registry,
    );
  }
}

function appliesTo({ kind, name }: PolicyScope, subject: PolicySubject) {
  switch (kind) {
    case 'global':
      return true;
    case 'environment':
      return name === subject.environment;
    case 'system':
      return name === subject.system;
    default:
      return name === subject.entity_ref;
  }
}

import { randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  type Artifact,
  type InvariantResult,
  type Override,
  type OverrideRequest,
  type OverriddenInvariant,
  type PolicyDecision,
  sloScoutOverridePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type Access, type Person, ROLE_OF_OVERRIDE } from '../access';
import {
  type BundleLoader,
  approvalOf,
  requireProven,
  scopeOf,
} from '../artifacts/BundleLoader';
import { type RemovalLoader, isRemoval } from '../artifacts/RemovalLoader';
import type { AuditLog } from '../audit/AuditLog';
import type { RemovalService } from '../gitops/removal/RemovalService';
import type { RestorationService } from '../gitops/restoration/RestorationService';
import type { Bundle } from '../policy/Bundle';
import { subjectOf } from '../policy/facts/entityFacts';
import type { OverrideStore } from '../policy/overrides/OverrideStore';
import type { Policies } from '../policy/Policies';
import type { PolicyGuard } from '../policy/PolicyGuard';

/** Nobody waits longer for a decision. */
const LAPSES_AFTER_MS = 7 * 86_400_000;
const USUAL_HOURS = 24;

interface Dependencies {
  db: Knex;
  overrides: OverrideStore;
  bundles: BundleLoader;
  removals: RemovalLoader;
  removalService: RemovalService;
  restorations: RestorationService;
  guard: PolicyGuard;
  policies: Policies;
  access: Access;
  audit: AuditLog;
  now: () => Date;
}

/** From a refused bundle to a request that others decide on. */
export class OverrideRequester {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async request(
    wish: OverrideRequest,
    credentials: BackstageCredentials,
  ): Promise<Override> {
    const { access, policies } = this.#deps;
    const person = await access.person(credentials);
    const bundle = await this.#wanted(wish, person);
    await access.requireChange(
      person,
      bundle.entity,
      sloScoutOverridePermission,
    );
    const { overrides: bounds } = await policies.effective(
      subjectOf(bundle.entity, bundle.environment),
    );
    const reason = reasonOf(wish.reason, bounds.min_reason_length);
    const hours = hoursOf(wish.valid_hours, bounds.max_hours);
    await this.#requireStartable(wish, bundle);
    const decision = await this.#judge(bundle);
    const invariants = await this.#named(wish.invariants, decision, {
      person,
      bundle,
    });
    this.#requireDeciders(invariants);
    return this.#store(person, bundle, {
      bundle_hash: decision.bundle_hash,
      invariants,
      reason,
      ticket: wish.ticket?.trim() || null,
      valid_hours: hours,
    });
  }

  /** What would be let pass, as starting it would have it. */
  async #wanted(wish: OverrideRequest, person: Person): Promise<Bundle> {
    const { bundles, removalService, restorations } = this.#deps;
    const { artifact_ids: ids, bring_back: back } = wish;
    const { credentials } = person;
    if (back) {
      return restorations.bundleOf(back.deployment_id, back.kind, credentials);
    }
    if (!ids) {
      throw new InputError(
        'Name the artifacts, or the deployment that is to be rolled back or restored',
      );
    }
    return wish.removal
      ? removalService.load(ids, person)
      : bundles.withRemoved(await bundles.load(ids, credentials));
  }

  /** What comes back may be of revisions that are no longer in force. */
  async #requireStartable(wish: OverrideRequest, bundle: Bundle) {
    if (isRemoval(bundle)) return;
    requireProven(bundle.artifacts);
    if (!wish.bring_back) await this.#deps.bundles.requireCurrent(bundle);
  }

  async #judge(bundle: Bundle): Promise<PolicyDecision> {
    const { guard, removals } = this.#deps;
    const { decision } = await guard.evaluate({
      phase: 'evaluate',
      bundle,
      approval: isRemoval(bundle)
        ? await removals.approvalOf(bundle.removed)
        : approvalOf(bundle.artifacts),
    });
    return decision;
  }

  /** The violations that are asked for. Only what is violated, and may be permitted. */
  async #named(
    ids: string[],
    decision: PolicyDecision,
    asked: { person: Person; bundle: Bundle },
  ): Promise<OverriddenInvariant[]> {
    const named = [...new Set(ids)].map(id => {
      const result = decision.invariants.find(i => i.invariant === id);
      if (!result) throw new InputError(`There is no invariant ${id} here`);
      return result;
    });
    const hard = named.find(result => result.required_override === null);
    if (hard) await this.#refuse(asked, hard.invariant);
    const held = named.find(({ ok, mode }) => ok || mode !== 'block');
    if (held) {
      throw new InputError(
        `${held.invariant} does not refuse this bundle: ${held.message}`,
      );
    }
    return named.flatMap(toOverridden);
  }

  async #refuse(
    { person, bundle }: { person: Person; bundle: Bundle },
    invariant: string,
  ): Promise<never> {
    const message = `${invariant} is a requirement that nobody may override.`;
    await this.#deps.audit.record({
      action: 'override_refused',
      actor: person.ref,
      entity_ref: stringifyEntityRef(bundle.entity),
      payload: {
        artifact_ids: filesOf(bundle).map(a => a.id),
        invariant,
        message,
      },
    });
    throw new NotAllowedError(message);
  }

  /** A request that nobody can decide on would only be waited for. */
  #requireDeciders(invariants: OverriddenInvariant[]) {
    for (const { required_override: required } of invariants) {
      const role = ROLE_OF_OVERRIDE[required];
      if (this.#deps.access.groupsOf(role).length === 0) {
        throw new ConflictError(
          `Nobody can decide on it: sloScout.roles.${role} names no group.`,
        );
      }
    }
  }

  async #store(
    person: Person,
    bundle: Bundle,
    content: Pick<
      Override,
      'bundle_hash' | 'invariants' | 'reason' | 'ticket' | 'valid_hours'
    >,
  ): Promise<Override> {
    const { db, overrides, audit, now } = this.#deps;
    const id = randomUUID();
    const scope = scopeOf(bundle);
    const { removed = [] } = bundle;
    return db.transaction(async tx => {
      const inserted = await overrides.insert(tx, {
        ...scope,
        ...content,
        id,
        artifact_ids: filesOf(bundle).map(a => a.id),
        files: [...bundle.artifacts, ...removed].map(
          ({ path, content_hash }) => ({ path, content_hash }),
        ),
        requested_by: person.ref,
        expires_at: new Date(now().getTime() + LAPSES_AFTER_MS),
      });
      if (!inserted) {
        throw new ConflictError(
          'An override of this very content was asked for already. Wait for it, or withdraw it.',
        );
      }
      await audit.append(tx, {
        action: 'override_requested',
        actor: person.ref,
        entity_ref: scope.entity_ref,
        payload: {
          override_id: id,
          bundle_hash: content.bundle_hash,
          ...(removed.length > 0
            ? { removed_paths: removed.map(({ path }) => path) }
            : {}),
          invariants: content.invariants.map(({ invariant, ...rest }) => ({
            invariant,
            measured: rest.measured,
            limit: rest.limit,
            required_override: rest.required_override,
          })),
          reason: content.reason,
          ticket: content.ticket,
          valid_hours: content.valid_hours,
        },
      });
      return overrides.get(id, tx);
    });
  }
}

/** The files that an override is about. */
function filesOf(bundle: Bundle): Artifact[] {
  return isRemoval(bundle) ? bundle.removed : bundle.artifacts;
}

function toOverridden(result: InvariantResult): OverriddenInvariant[] {
  const { invariant, required_override, measured, limit, message } = result;
  return required_override === null
    ? []
    : [{ invariant, required_override, measured, limit, message }];
}

function reasonOf(given: string, minimum: number): string {
  const reason = given.trim();
  if (reason.length < minimum) {
    throw new InputError(
      `An override needs a reason of at least ${minimum} characters, for those who decide`,
    );
  }
  return reason;
}

function hoursOf(given: number | undefined, maximum: number): number {
  if (given !== undefined && given > maximum) {
    throw new InputError(
      `Policy allows overrides for at most ${maximum} hours, not ${given}`,
    );
  }
  return given ?? Math.min(USUAL_HOURS, maximum);
}

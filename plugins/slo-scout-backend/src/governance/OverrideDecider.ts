import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  type AuthorFact,
  type Override,
  type RequiredOverride,
  sloScoutOverridePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type Access, type Person, ROLE_OF_OVERRIDE } from '../access';
import type { BundleLoader } from '../artifacts/BundleLoader';
import type { AuditLog } from '../audit/AuditLog';
import type { Bundle } from '../policy/Bundle';
import { subjectOf } from '../policy/facts/entityFacts';
import type { OverrideStore } from '../policy/overrides/OverrideStore';
import type { Policies } from '../policy/Policies';

const HOUR_MS = 3_600_000;

/** What somebody says of a request. */
export interface OverrideVerdict {
  id: string;
  action: 'approve' | 'decline' | 'withdraw';
  reason?: string;
}

interface Dependencies {
  db: Knex;
  overrides: OverrideStore;
  bundles: BundleLoader;
  policies: Policies;
  access: Access;
  audit: AuditLog;
  now: () => Date;
}

/** Decides on requests: by holders of the roles they need, never by whose work it is. */
export class OverrideDecider {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async decide(
    verdict: OverrideVerdict,
    credentials: BackstageCredentials,
  ): Promise<Override> {
    const { access, overrides } = this.#deps;
    const person = await access.person(credentials);
    const override = await overrides.get(verdict.id);
    await access.require(
      credentials,
      sloScoutOverridePermission,
      override.entity_ref,
    );
    return verdict.action === 'withdraw'
      ? this.#withdraw(person, override)
      : this.#answer(person, override, verdict, credentials);
  }

  async #withdraw(person: Person, override: Override): Promise<Override> {
    const { db, overrides, audit } = this.#deps;
    const { id } = override;
    if (person.ref !== override.requested_by) {
      await this.#refuse(
        person,
        override,
        `Only ${override.requested_by}, who asked for it, can withdraw it.`,
      );
    }
    return db.transaction(async tx => {
      const now = await overrides.lock(tx, id);
      if (now.status !== 'requested' && now.status !== 'approved') {
        throw new ConflictError(`Override ${id} is ${now.status} already.`);
      }
      await overrides.end(tx, id, 'withdrawn');
      await audit.append(tx, {
        action: 'override_withdrawn',
        actor: person.ref,
        entity_ref: override.entity_ref,
        payload: { override_id: id, bundle_hash: override.bundle_hash },
      });
      return overrides.get(id, tx);
    });
  }

  async #answer(
    person: Person,
    override: Override,
    verdict: OverrideVerdict,
    credentials: BackstageCredentials,
  ): Promise<Override> {
    const { bundles } = this.#deps;
    const bundle = await bundles.load(override.artifact_ids, credentials);
    const held = await this.#requireDecider(person, override, bundle.authors);
    const declines = verdict.action === 'decline';
    const reason = verdict.reason?.trim() || null;
    if (declines && !reason) {
      throw new InputError(
        'Declining needs a reason that whoever asked can read',
      );
    }
    const hours = await this.#validHours(override, bundle);
    const { db, overrides, audit, now } = this.#deps;
    return db.transaction(async tx => {
      const locked = await overrides.lock(tx, override.id);
      const open = openRoles(locked, held);
      for (const required of open) {
        await overrides.addDecision(tx, override.id, {
          required_override: required,
          decision: declines ? 'decline' : 'approve',
          decided_by: person.ref,
          reason,
        });
      }
      const decided = [...locked.decisions.map(roleOf), ...open];
      const complete = locked.required.every(role => decided.includes(role));
      const until = new Date(now().getTime() + hours * HOUR_MS);
      if (declines) await overrides.end(tx, override.id, 'declined');
      else if (complete) await overrides.approve(tx, override.id, until);
      await audit.append(tx, {
        action: declines ? 'override_declined' : 'override_approved',
        actor: person.ref,
        entity_ref: override.entity_ref,
        payload: {
          override_id: override.id,
          bundle_hash: override.bundle_hash,
          as: open,
          reason,
          ...(declines
            ? {}
            : { complete, expires_at: complete ? until.toISOString() : null }),
        },
      });
      return overrides.get(override.id, tx);
    });
  }

  /** Roles of the person that the request needs. Four eyes: never whose work it is. */
  async #requireDecider(
    person: Person,
    override: Override,
    authors: AuthorFact[],
  ): Promise<RequiredOverride[]> {
    const { access } = this.#deps;
    if (person.ref === override.requested_by) {
      await this.#refuse(
        person,
        override,
        'Whoever asked for an override cannot decide on it.',
      );
    }
    const own = authors.find(author => author.ref === person.ref);
    if (own) {
      await this.#refuse(
        person,
        override,
        `${person.ref} ${own.because}, and cannot decide on its override.`,
      );
    }
    const held = access
      .overridesOf(person)
      .filter(required => override.required.includes(required));
    if (held.length === 0) {
      const roles = override.required.map(
        required => ROLE_OF_OVERRIDE[required],
      );
      await this.#refuse(
        person,
        override,
        `${
          person.ref
        } is in none of the groups of sloScout.roles that decide on it: ${roles.join(
          ', ',
        )}.`,
      );
    }
    return held;
  }

  /** What was asked for, or less where policy has become stricter since. */
  async #validHours(override: Override, bundle: Bundle): Promise<number> {
    const { overrides: bounds } = await this.#deps.policies.effective(
      subjectOf(bundle.entity, bundle.environment),
    );
    return Math.min(override.valid_hours, bounds.max_hours);
  }

  async #refuse(
    person: Person,
    override: Override,
    message: string,
  ): Promise<never> {
    await this.#deps.audit.record({
      action: 'override_refused',
      actor: person.ref,
      entity_ref: override.entity_ref,
      payload: { override_id: override.id, message },
    });
    throw new NotAllowedError(message);
  }
}

/** Roles that the person can still speak for. */
function openRoles(
  override: Override,
  held: RequiredOverride[],
): RequiredOverride[] {
  if (override.status !== 'requested') {
    throw new ConflictError(
      `Override ${override.id} is ${override.status} already.`,
    );
  }
  const decided = override.decisions.map(roleOf);
  const open = held.filter(required => !decided.includes(required));
  if (open.length === 0) {
    throw new ConflictError(
      'It was decided on in your role already; others have to decide as well.',
    );
  }
  return open;
}

function roleOf(decision: Override['decisions'][number]): RequiredOverride {
  return decision.required_override;
}

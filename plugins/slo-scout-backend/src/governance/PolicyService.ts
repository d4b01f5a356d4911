import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  type EffectivePolicy,
  type PolicyRevision,
  type PolicyScope,
  type PolicySettings,
  sloScoutPolicyEditPermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access, Person } from '../access';
import type { AuditLog } from '../audit/AuditLog';
import type { Broadcast } from '../broadcast';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import { subjectOf } from '../policy/facts/entityFacts';
import type { Policies } from '../policy/Policies';
import { faultsOf } from '../policy/settings/checkSettings';
import {
  OTHER_ENVIRONMENTS,
  normaliseScope,
  printScope,
} from '../policy/settings/scope';
import { loosenedBy } from '../policy/settings/stricter';
import { PolicySettingsError } from './PolicySettingsError';

interface Dependencies {
  db: Knex;
  policies: Policies;
  access: Access;
  audit: AuditLog;
  entities: EntityDirectory;
  broadcast: Broadcast;
}

/** What somebody writes into a policy. */
export interface PolicyEdit {
  scope: PolicyScope;
  expected_revision: number;
  settings: PolicySettings;
  reason: string;
}

/** Reading policies, and changing them for those who may. */
export class PolicyService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** What applies to an entity in an environment, and where each setting came from. */
  async effective(
    request: { environment: string; entity_ref?: string },
    credentials: BackstageCredentials,
  ): Promise<EffectivePolicy> {
    const { access, entities, policies } = this.#deps;
    const { environment, entity_ref: ref } = request;
    if (!ref) {
      // What is asked of everybody is shown to whoever may see anything at all.
      await access.filter(credentials, sloScoutReadPermission);
      return policies.effective({ environment });
    }
    const entity = await entities.get(ref, credentials);
    await access.require(credentials, sloScoutReadPermission, entity);
    return policies.effective(subjectOf(entity, environment));
  }

  /** The newest revision of every policy, or all revisions of one scope. */
  async list(
    scope: PolicyScope | undefined,
    credentials: BackstageCredentials,
  ): Promise<PolicyRevision[]> {
    const { access, policies } = this.#deps;
    await access.filter(credentials, sloScoutReadPermission);
    return scope
      ? policies.store.history(normaliseScope(scope))
      : policies.store.newest();
  }

  /** Replaces what people say of a scope. */
  async put(
    edit: PolicyEdit,
    credentials: BackstageCredentials,
  ): Promise<PolicyRevision> {
    const { db, access, audit, policies } = this.#deps;
    const person = await access.person(credentials);
    const scope = normaliseScope(edit.scope);
    await this.#requireEditor(person, scope);
    if (scope.kind === 'environment' && scope.name === OTHER_ENVIRONMENTS) {
      throw new InputError(
        `${OTHER_ENVIRONMENTS} is no environment. Write to the scope global, which is for all of them.`,
      );
    }
    const faults = faultsOf(edit.settings, policies.registry);
    if (faults.length > 0) throw new PolicySettingsError(faults);

    const revision = await db.transaction(async tx => {
      await policies.store.lock(tx);
      const newest = await policies.store.newest(tx);
      refuseTakenIds(scope, edit.settings, newest);
      const before = newest.find(r => isLine(r, scope));
      const added = await policies.store.add(tx, {
        scope,
        source: 'portal',
        settings: edit.settings,
        reason: edit.reason,
        changedBy: person.ref,
        expectedRevision: edit.expected_revision,
      });
      await audit.append(tx, {
        action: 'policy_changed',
        actor: person.ref,
        ...(scope.kind === 'entity' ? { entity_ref: scope.name } : {}),
        payload: {
          scope: { ...scope },
          source: 'portal',
          revision: added.revision,
          settings_hash: added.settings_hash,
          reason: edit.reason,
          loosened: loosenedBy(before?.settings ?? null, edit.settings),
        },
      });
      return added;
    });
    this.#deps.broadcast({
      subject: 'policy',
      entity_ref: scope.kind === 'entity' ? scope.name ?? '' : '',
    });
    return revision;
  }

  async #requireEditor(person: Person, scope: PolicyScope): Promise<void> {
    try {
      await this.#deps.access.requireRole(
        person,
        sloScoutPolicyEditPermission,
        'policyEditor',
      );
    } catch (error) {
      if (error instanceof NotAllowedError) {
        await this.#deps.audit.record({
          action: 'policy_change_refused',
          actor: person.ref,
          payload: { scope: { ...scope }, message: error.message },
        });
      }
      throw error;
    }
  }
}

function isLine(revision: PolicyRevision, scope: PolicyScope): boolean {
  return (
    revision.source === 'portal' &&
    revision.scope.kind === scope.kind &&
    revision.scope.name === scope.name
  );
}

/** Ids of conditions are unique over all policies: a decision names them. */
function refuseTakenIds(
  scope: PolicyScope,
  settings: PolicySettings,
  newest: PolicyRevision[],
): void {
  const others = newest.filter(revision => !isLine(revision, scope));
  const faults = (settings.conditions ?? []).flatMap(({ id }, index) => {
    const taken = others.find(other =>
      other.settings?.conditions?.some(condition => condition.id === id),
    );
    return taken
      ? [
          {
            path: `conditions[${index}].id`,
            message: `${id} is the id of a condition of ${printScope(
              taken.scope,
            )}`,
          },
        ]
      : [];
  });
  if (faults.length > 0) throw new PolicySettingsError(faults);
}

import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  type PermissionRuleset,
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import type { SLO_SCOUT_RESOURCE_TYPE } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Ownership, ownersOf } from './Ownership';
import {
  EVERYTHING,
  type RecordFilter,
  createRecordFilter,
} from './recordFilter';
import type { RecordQuery, SloScoutRecord } from './rules';

/** A permission on what is kept about an entity. */
export type RecordPermission = ResourcePermission<
  typeof SLO_SCOUT_RESOURCE_TYPE
>;

/** Asks Backstage's permissions, and applies the conditions that they answer. */
export class PermissionJudge {
  readonly #permissions: PermissionsService;
  readonly #ruleset: PermissionRuleset<SloScoutRecord, RecordQuery>;
  readonly #ownership: Ownership;

  constructor(options: {
    permissions: PermissionsService;
    ruleset: PermissionRuleset<SloScoutRecord, RecordQuery>;
    ownership: Ownership;
  }) {
    this.#permissions = options.permissions;
    this.#ruleset = options.ruleset;
    this.#ownership = options.ownership;
  }

  /**
   * Whether something may be done with what is kept about an entity; without one,
   * with everything, which no conditional decision allows.
   */
  async allows(
    credentials: BackstageCredentials,
    permission: Permission,
    about?: Entity | string,
  ): Promise<boolean> {
    const decision = await this.#decide(credentials, permission);
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return decision.result === AuthorizeResult.ALLOW;
    }
    if (about === undefined) return false;
    return createConditionAuthorizer(this.#ruleset)(
      decision,
      await this.#recordOf(about),
    );
  }

  /** The rows that may be seen; undefined where it is denied. */
  async filter(
    credentials: BackstageCredentials,
    permission: RecordPermission,
  ): Promise<RecordFilter | undefined> {
    const decision = await this.#decide(credentials, permission);
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const transform = createConditionTransformer(this.#ruleset);
      return createRecordFilter(transform(decision.conditions), claims =>
        this.#ownership.ownedBy(claims),
      );
    }
    return decision.result === AuthorizeResult.ALLOW ? EVERYTHING : undefined;
  }

  async #decide(
    credentials: BackstageCredentials,
    permission: Permission,
  ): Promise<PolicyDecision> {
    const [decision] = isResourcePermission(permission)
      ? await this.#permissions.authorizeConditional([{ permission }], {
          credentials,
        })
      : await this.#permissions.authorize([{ permission }], { credentials });
    return decision;
  }

  async #recordOf(about: Entity | string): Promise<SloScoutRecord> {
    if (typeof about !== 'string') {
      return { entityRef: stringifyEntityRef(about), owners: ownersOf(about) };
    }
    const [record] = await this.#ownership.recordsOf([about]);
    return record;
  }
}

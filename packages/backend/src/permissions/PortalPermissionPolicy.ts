import { parseEntityRef } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createSloScoutConditionalDecision,
  sloScoutConditions,
} from '@slo-scout/backstage-plugin-slo-scout-backend';
import {
  SLO_SCOUT_RESOURCE_TYPE,
  sloScoutApprovePermission,
  sloScoutAuditReadPermission,
  sloScoutDeployPermission,
  sloScoutGeneratePermission,
  sloScoutOverridePermission,
  sloScoutPolicyEditPermission,
  sloScoutReadPermission,
  sloScoutSloApprovePermission,
  sloScoutSloWritePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { SloScoutRoles } from './roles';

/** A signed-in person, as far as permissions depend on it. */
interface Person {
  userEntityRef: string;
  /** The user and the groups the user is member of. */
  ownershipEntityRefs: string[];
}

type Rule = (person: Person, permission: Permission) => PolicyDecision;

export interface PortalPermissionPolicyOptions {
  roles: SloScoutRoles;
  /** Who the caller is, from the credentials. */
  identify: (user: PolicyQueryUser) => Promise<Person>;
}

/**
 * Who may do what with SLO Scout on this portal. Other plugins' permissions are
 * allowed; one of ours that this policy does not know is denied.
 */
export class PortalPermissionPolicy implements PermissionPolicy {
  readonly #options: PortalPermissionPolicyOptions;
  readonly #rules: ReadonlyMap<string, Rule>;

  constructor(options: PortalPermissionPolicyOptions) {
    this.#options = options;
    const anybody: Rule = () => allowIf(true);
    const people: Rule = person => allowIf(!isGuest(person));
    const owners = ownersAnd('approver', 'seniorSre');
    // The plugin itself asks who may decide, and who may only ask.
    const ownersAndDeciders = ownersAnd(
      'approver',
      'seniorSre',
      'vpEngineering',
      'budgetOwner',
    );
    const { approver, seniorSre, policyEditor } = options.roles;
    const approvers: Rule = person =>
      allowIf(isMember(person, [...approver, ...seniorSre]));
    const editors: Rule = person => allowIf(isMember(person, policyEditor));
    this.#rules = new Map([
      [sloScoutReadPermission.name, anybody],
      [sloScoutAuditReadPermission.name, people],
      [sloScoutSloWritePermission.name, owners],
      [sloScoutGeneratePermission.name, owners],
      [sloScoutDeployPermission.name, owners],
      [sloScoutSloApprovePermission.name, approvers],
      [sloScoutApprovePermission.name, approvers],
      [sloScoutOverridePermission.name, ownersAndDeciders],
      [sloScoutPolicyEditPermission.name, editors],
    ]);
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { name } = request.permission;
    if (!name.startsWith('slo-scout.')) {
      return { result: AuthorizeResult.ALLOW };
    }
    const rule = this.#rules.get(name);
    if (!rule || !user) {
      return { result: AuthorizeResult.DENY };
    }
    return rule(await this.#options.identify(user), request.permission);
  }
}

function allowIf(allowed: boolean): PolicyDecision {
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}

/** Left to the plugin, which knows whose entity it is about, and who holds a role. */
function ownersAnd(
  ...roles: Parameters<typeof sloScoutConditions.hasRole>[0]['roles']
): Rule {
  return ({ ownershipEntityRefs: claims }, permission) =>
    isResourcePermission(permission, SLO_SCOUT_RESOURCE_TYPE)
      ? createSloScoutConditionalDecision(permission, {
          anyOf: [
            sloScoutConditions.isOwner({ claims }),
            sloScoutConditions.hasRole({ roles, claims }),
          ],
        })
      : allowIf(false);
}

function isMember(person: Person, groups: string[]): boolean {
  return groups.some(group => person.ownershipEntityRefs.includes(group));
}

function isGuest(person: Person): boolean {
  return parseEntityRef(person.userEntityRef).name === 'guest';
}

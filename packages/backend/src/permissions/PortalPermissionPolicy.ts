import { parseEntityRef } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
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

type Rule = (person: Person) => boolean | Promise<boolean>;

export interface PortalPermissionPolicyOptions {
  roles: SloScoutRoles;
  /** Who the caller is, from the credentials. */
  identify: (user: PolicyQueryUser) => Promise<Person>;
  /** Whether one of the entities owns a component of the catalog. */
  ownsComponent: (ownershipEntityRefs: string[]) => Promise<boolean>;
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
    const anybody: Rule = () => true;
    const people: Rule = person => !isGuest(person);
    const teams: Rule = person => this.#belongsToTeam(person);
    const approvers: Rule = person => this.#isApprover(person);
    const editors: Rule = person =>
      isMember(person, this.#options.roles.policyEditor);
    this.#rules = new Map([
      [sloScoutReadPermission.name, anybody],
      [sloScoutAuditReadPermission.name, people],
      [sloScoutSloWritePermission.name, teams],
      [sloScoutGeneratePermission.name, teams],
      [sloScoutDeployPermission.name, teams],
      [sloScoutSloApprovePermission.name, approvers],
      [sloScoutApprovePermission.name, approvers],
      // The plugin itself asks who may decide, and who may only ask.
      [sloScoutOverridePermission.name, teams],
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
    const allowed = await rule(await this.#options.identify(user));
    return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }

  #isApprover(person: Person): boolean {
    const { approver, seniorSre } = this.#options.roles;
    return isMember(person, [...approver, ...seniorSre]);
  }

  async #belongsToTeam(person: Person): Promise<boolean> {
    return (
      isMember(person, Object.values(this.#options.roles).flat()) ||
      this.#options.ownsComponent(person.ownershipEntityRefs)
    );
  }
}

function isMember(person: Person, groups: string[]): boolean {
  return groups.some(group => person.ownershipEntityRefs.includes(group));
}

function isGuest(person: Person): boolean {
  return parseEntityRef(person.userEntityRef).name === 'guest';
}

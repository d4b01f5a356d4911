import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  REQUIRED_OVERRIDES,
  type RequiredOverride,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Roles of the policy guard; configuration maps each to Backstage groups. */
export type Role =
  | 'approver'
  | 'seniorSre'
  | 'vpEngineering'
  | 'budgetOwner'
  | 'policyEditor';

/** Who holds the approvals that invariants name. */
export const ROLE_OF_OVERRIDE: Record<RequiredOverride, Role> = {
  senior_sre_approval: 'seniorSre',
  vp_engineering_approval: 'vpEngineering',
  budget_owner_approval: 'budgetOwner',
};

export type Roles = Record<Role, string[]>;

/** Somebody who is signed in. Always from the credentials, never from a body. */
export interface Person {
  ref: string;
  ownership: string[];
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

export function readRoles(config: Config): Roles {
  const groups = (role: Role) =>
    (config.getOptionalStringArray(`sloScout.roles.${role}`) ?? []).map(ref =>
      stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' })),
    );
  return {
    approver: groups('approver'),
    seniorSre: groups('seniorSre'),
    vpEngineering: groups('vpEngineering'),
    budgetOwner: groups('budgetOwner'),
    policyEditor: groups('policyEditor'),
  };
}

/**
 * Who may do what. Backstage's permissions are asked first, but they answer ALLOW
 * to everybody where they are switched off; ownership and roles are checked here,
 * always.
 */
export class Access {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;
  readonly #permissions: PermissionsService;
  readonly #roles: Roles;

  constructor(options: {
    auth: AuthService;
    userInfo: UserInfoService;
    permissions: PermissionsService;
    roles: Roles;
  }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
    this.#permissions = options.permissions;
    this.#roles = options.roles;
  }

  /** Services are refused: what changes something needs a person. */
  async person(credentials: BackstageCredentials): Promise<Person> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'This needs a person: service credentials cannot do it',
      );
    }
    const info = await this.#userInfo.getUserInfo(credentials);
    return {
      ref: info.userEntityRef,
      ownership: info.ownershipEntityRefs,
      credentials,
    };
  }

  hasRole(person: Person, ...roles: Role[]): boolean {
    return roles.some(role =>
      this.#roles[role].some(group => person.ownership.includes(group)),
    );
  }

  /** What the person may permit by their roles. */
  overridesOf(person: Person): RequiredOverride[] {
    return REQUIRED_OVERRIDES.filter(required =>
      this.hasRole(person, ROLE_OF_OVERRIDE[required]),
    );
  }

  groupsOf(role: Role): string[] {
    return this.#roles[role];
  }

  /** Groups whose members may approve. */
  approvers(): string[] {
    return [...this.#roles.approver, ...this.#roles.seniorSre];
  }

  isApprover(person: Person): boolean {
    return this.hasRole(person, 'approver', 'seniorSre');
  }

  async may(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [answer] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return answer.result === AuthorizeResult.ALLOW;
  }

  async require(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    if (!(await this.may(credentials, permission))) {
      throw new NotAllowedError(
        `You lack the permission ${permission.name}. Ask the owners of this portal for it.`,
      );
    }
  }

  /** Owners of the entity and approvers may change what belongs to it. */
  mayChange(person: Person, entity: Entity): boolean {
    return isOwner(person, entity) || this.isApprover(person);
  }

  async requireChange(
    person: Person,
    entity: Entity,
    permission: BasicPermission,
  ): Promise<void> {
    await this.require(person.credentials, permission);
    if (!this.mayChange(person, entity)) {
      throw new NotAllowedError(
        `${person.ref} neither owns ${entity.metadata.name} nor is an approver. Ask its owner.`,
      );
    }
  }

  /** The permission, and membership in the role's groups. */
  async requireRole(
    person: Person,
    permission: BasicPermission,
    role: Role,
  ): Promise<void> {
    await this.require(person.credentials, permission);
    if (!this.hasRole(person, role)) {
      throw new NotAllowedError(
        `${person.ref} is in none of the groups of sloScout.roles.${role}: ${
          this.groupsOf(role).join(', ') || 'none is configured'
        }`,
      );
    }
  }

  async requireApprover(
    person: Person,
    permission: BasicPermission,
  ): Promise<void> {
    await this.require(person.credentials, permission);
    if (!this.isApprover(person)) {
      throw new NotAllowedError(
        `${person.ref} is in none of the groups that may approve: ${
          this.approvers().join(', ') || 'none is configured'
        }`,
      );
    }
  }
}

function isOwner(person: Person, entity: Entity): boolean {
  return (entity.relations ?? []).some(
    relation =>
      relation.type === RELATION_OWNED_BY &&
      person.ownership.includes(relation.targetRef),
  );
}

import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type {
  BasicPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  REQUIRED_OVERRIDES,
  type RequiredOverride,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type {
  PermissionJudge,
  RecordPermission,
} from './permissions/PermissionJudge';
import { ownersOf } from './permissions/Ownership';
import type { RecordFilter } from './permissions/recordFilter';
import type { Role, Roles } from './permissions/roles';

export { readRoles } from './permissions/roles';
export type { Role, Roles } from './permissions/roles';

/** Who holds the approvals that invariants name. */
export const ROLE_OF_OVERRIDE: Record<RequiredOverride, Role> = {
  senior_sre_approval: 'seniorSre',
  vp_engineering_approval: 'vpEngineering',
  budget_owner_approval: 'budgetOwner',
};

/** Somebody who is signed in. Always from the credentials, never from a body. */
export interface Person {
  ref: string;
  ownership: string[];
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

/**
 * Who may do what. Backstage's permissions are asked first, but they answer ALLOW
 * to everybody where they are switched off; ownership and roles are checked here,
 * always.
 */
export class Access {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;
  readonly #judge: PermissionJudge;
  readonly #roles: Roles;

  constructor(options: {
    auth: AuthService;
    userInfo: UserInfoService;
    judge: PermissionJudge;
    roles: Roles;
  }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
    this.#judge = options.judge;
    this.#roles = options.roles;
  }

  isPerson(credentials: BackstageCredentials): boolean {
    return this.#auth.isPrincipal(credentials, 'user');
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

  /** Without an entity: for everything there is, whoever owns it. */
  async may(
    credentials: BackstageCredentials,
    permission: Permission,
    about?: Entity | string,
  ): Promise<boolean> {
    return this.#judge.allows(credentials, permission, about);
  }

  /** Without an entity: for everything there is, whoever owns it. */
  async require(
    credentials: BackstageCredentials,
    permission: Permission,
    about?: Entity | string,
  ): Promise<void> {
    if (!(await this.may(credentials, permission, about))) {
      throw lacking(permission);
    }
  }

  /** What of a list the caller may see; throws where that is nothing at all. */
  async filter(
    credentials: BackstageCredentials,
    permission: RecordPermission,
  ): Promise<RecordFilter> {
    const filter = await this.visible(credentials, permission);
    if (!filter) throw lacking(permission);
    return filter;
  }

  /** As `filter`; undefined where that is nothing at all. */
  async visible(
    credentials: BackstageCredentials,
    permission: RecordPermission,
  ): Promise<RecordFilter | undefined> {
    return this.#judge.filter(credentials, permission);
  }

  /** Owners of the entity and approvers may change what belongs to it. */
  mayChange(person: Person, entity: Entity): boolean {
    return isOwner(person, entity) || this.isApprover(person);
  }

  async requireChange(
    person: Person,
    entity: Entity,
    permission: RecordPermission,
  ): Promise<void> {
    await this.require(person.credentials, permission, entity);
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
    permission: RecordPermission,
    about: Entity | string,
  ): Promise<void> {
    await this.require(person.credentials, permission, about);
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
  return ownersOf(entity).some(owner => person.ownership.includes(owner));
}

function lacking({ name }: Permission): NotAllowedError {
  return new NotAllowedError(
    `You lack the permission ${name}. Ask the owners of this portal for it.`,
  );
}

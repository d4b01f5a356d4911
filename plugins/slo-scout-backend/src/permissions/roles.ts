import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

/** Roles of the policy guard; configuration maps each to Backstage groups. */
export const ROLES = [
  'approver',
  'seniorSre',
  'vpEngineering',
  'budgetOwner',
  'policyEditor',
] as const;

export type Role = (typeof ROLES)[number];

/** The groups that hold each role. */
export type Roles = Record<Role, string[]>;

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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

/** Entity refs of the groups that hold a role, in canonical form. */
export interface SloScoutRoles {
  approver: string[];
  seniorSre: string[];
  vpEngineering: string[];
  budgetOwner: string[];
  policyEditor: string[];
}

/** Reads `sloScout.roles`; a role nobody is named for is held by nobody. */
export function readRoles(config: Config): SloScoutRoles {
  const read = (role: keyof SloScoutRoles) =>
    (config.getOptionalStringArray(`sloScout.roles.${role}`) ?? []).map(ref =>
      stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' })),
    );
  return {
    approver: read('approver'),
    seniorSre: read('seniorSre'),
    vpEngineering: read('vpEngineering'),
    budgetOwner: read('budgetOwner'),
    policyEditor: read('policyEditor'),
  };
}

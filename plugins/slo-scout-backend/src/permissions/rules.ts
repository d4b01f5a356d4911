import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { SLO_SCOUT_RESOURCE_TYPE } from '@slo-scout/backstage-plugin-slo-scout-common';
import { z } from 'zod';
import { ROLES, type Roles } from './roles';

/** Something that is kept about an entity. @public */
export interface SloScoutRecord {
  /** Null for what is about no entity, such as an entry on a global policy. */
  entityRef: string | null;
  /** Who owns the entity, by the catalog. */
  owners: string[];
}

/** A rule as a question about the column that holds the entity's ref. @public */
export type RecordQuery = { ownedBy: string[] } | { holds: boolean };

/** What the plugin's permissions are about. @public */
export const sloScoutResourceRef = createPermissionResourceRef<
  SloScoutRecord,
  RecordQuery
>().with({ pluginId: 'slo-scout', resourceType: SLO_SCOUT_RESOURCE_TYPE });

const claims = z
  .array(z.string())
  .describe('Entity refs of the user and of the groups the user is member of');

/** The rules, with the groups that hold each role. */
export function createRules(roles: Roles) {
  const holds = (wanted: string[], refs: string[]) =>
    ROLES.filter(role => wanted.includes(role)).some(role =>
      roles[role].some(group => refs.includes(group)),
    );
  return {
    isOwner: createPermissionRule({
      name: 'IS_OWNER',
      description: 'Allow what is kept about entities that the claims own',
      resourceRef: sloScoutResourceRef,
      paramsSchema: z.object({ claims }),
      apply: ({ owners }, params) =>
        owners.some(owner => params.claims.includes(owner)),
      toQuery: params => ({ ownedBy: params.claims }),
    }),
    hasRole: createPermissionRule({
      name: 'HAS_ROLE',
      description: 'Allow members of the groups of one of these roles',
      resourceRef: sloScoutResourceRef,
      paramsSchema: z.object({
        roles: z
          .array(z.enum(ROLES))
          .describe('Roles of sloScout.roles, of which one is enough'),
        claims,
      }),
      apply: (_, params) => holds(params.roles, params.claims),
      toQuery: params => ({ holds: holds(params.roles, params.claims) }),
    }),
  };
}

const exported = createConditionExports({
  resourceRef: sloScoutResourceRef,
  // For their names and parameters only; they are applied by the plugin.
  rules: createRules({
    approver: [],
    seniorSre: [],
    vpEngineering: [],
    budgetOwner: [],
    policyEditor: [],
  }),
});

/**
 * Conditions for permission policies: `isOwner({ claims })` and
 * `hasRole({ roles, claims })`.
 *
 * @public
 */
export const sloScoutConditions = exported.conditions;

/** A conditional decision on one of the plugin's permissions. @public */
export const createSloScoutConditionalDecision =
  exported.createConditionalDecision;

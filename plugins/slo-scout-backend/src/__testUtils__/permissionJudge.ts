import type { PermissionsService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Ownership } from '../permissions/Ownership';
import { PermissionJudge } from '../permissions/PermissionJudge';
import type { Roles } from '../permissions/roles';
import { createRules } from '../permissions/rules';

const NOBODY: Roles = {
  approver: [],
  seniorSre: [],
  vpEngineering: [],
  budgetOwner: [],
  policyEditor: [],
};

/** The plugin's rules over a permission service, without a backend around them. */
export function permissionJudge(options: {
  permissions: PermissionsService;
  catalog?: CatalogService;
  roles?: Roles;
}): PermissionJudge {
  const rules = Object.values(createRules(options.roles ?? NOBODY));
  return new PermissionJudge({
    permissions: options.permissions,
    ownership: new Ownership({
      auth: mockServices.auth(),
      catalog: options.catalog ?? catalogServiceMock(),
    }),
    ruleset: {
      getRuleByName: name => {
        const rule = rules.find(one => one.name === name);
        if (!rule) throw new Error(`There is no rule ${name}`);
        return rule;
      },
    },
  });
}

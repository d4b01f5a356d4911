import type {
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  sloScoutPolicyEditPermission,
  sloScoutRecordPermissions,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { Ownership } from './Ownership';
import { PermissionJudge } from './PermissionJudge';
import { readRoles } from './roles';
import { createRules, sloScoutResourceRef } from './rules';

/** Tells Backstage of the permissions and rules, and gives who applies them. */
export function registerPermissions(services: {
  auth: AuthService;
  catalog: CatalogService;
  config: Config;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
}): PermissionJudge {
  const { permissions, permissionsRegistry, config } = services;
  const ownership = new Ownership(services);
  permissionsRegistry.addPermissions([sloScoutPolicyEditPermission]);
  permissionsRegistry.addResourceType({
    resourceRef: sloScoutResourceRef,
    permissions: sloScoutRecordPermissions,
    rules: Object.values(createRules(readRoles(config))),
    getResources: refs => ownership.recordsOf(refs),
  });
  return new PermissionJudge({
    permissions,
    ownership,
    ruleset: permissionsRegistry.getPermissionRuleset(sloScoutResourceRef),
  });
}

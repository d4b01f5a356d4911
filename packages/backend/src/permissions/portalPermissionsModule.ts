import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { PortalPermissionPolicy } from './PortalPermissionPolicy';
import { readRoles } from './roles';

/** Installs {@link PortalPermissionPolicy} with the roles of the configuration. */
export const portalPermissionsModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'portal-policy',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        policy.setPolicy(
          new PortalPermissionPolicy({
            roles: readRoles(config),
            identify: user => userInfo.getUserInfo(user.credentials),
          }),
        );
      },
    });
  },
});

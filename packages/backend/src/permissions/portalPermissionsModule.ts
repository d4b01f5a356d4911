import {
  coreServices,
  createBackendModule,
  type AuthService,
  type CacheService,
} from '@backstage/backend-plugin-api';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
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
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ auth, cache, catalog, config, policy, userInfo }) {
        policy.setPolicy(
          new PortalPermissionPolicy({
            roles: readRoles(config),
            identify: user => userInfo.getUserInfo(user.credentials),
            ownsComponent: createOwnershipLookup({ auth, cache, catalog }),
          }),
        );
      },
    });
  },
});

/**
 * Asks the catalog. A yes is kept for half a minute; a no is asked again each
 * time, because the catalog may just be filling.
 */
function createOwnershipLookup(services: {
  auth: AuthService;
  cache: CacheService;
  catalog: CatalogService;
}) {
  const cache = services.cache.withOptions({ defaultTtl: { seconds: 30 } });
  return async (ownershipEntityRefs: string[]): Promise<boolean> => {
    const key = `owns-component:${ownershipEntityRefs.toSorted().join(',')}`;
    if (await cache.get(key)) {
      return true;
    }
    const { items } = await services.catalog.queryEntities(
      {
        filter: {
          kind: 'component',
          'relations.ownedBy': ownershipEntityRefs,
        },
        fields: ['kind'],
        limit: 1,
      },
      { credentials: await services.auth.getOwnServiceCredentials() },
    );
    if (items.length > 0) {
      await cache.set(key, true);
    }
    return items.length > 0;
  };
}

import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';

/**
 * Backstage's actions registry, by its id. A core that has none gets one that
 * forgets: the plugin does everything else without it.
 */
export const actionsRegistryRef = createServiceRef<ActionsRegistryService>({
  id: 'alpha.core.actionsRegistry',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => ({ register() {} }),
    }),
});

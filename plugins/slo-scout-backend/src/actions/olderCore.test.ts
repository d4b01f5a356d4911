import { createSpecializedBackend } from '@backstage/backend-app-api';
import {
  type BackendFeature,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { sloScoutPlugin } from '../plugin';

jest.setTimeout(60_000);

/** Everything that the plugin asks for, but no actions registry. */
async function startWith(plugin: BackendFeature): Promise<void> {
  const backend = createSpecializedBackend({
    defaultServiceFactories: [
      mockServices.auditor.factory(),
      mockServices.auth.factory(),
      mockServices.database.factory(),
      mockServices.discovery.factory(),
      mockServices.events.factory(),
      mockServices.httpAuth.factory(),
      mockServices.httpRouter.factory(),
      mockServices.lifecycle.factory(),
      mockServices.logger.factory(),
      mockServices.permissions.factory(),
      mockServices.permissionsRegistry.factory(),
      mockServices.rootConfig.factory(),
      mockServices.rootHealth.factory(),
      mockServices.rootHttpRouter.factory(),
      mockServices.rootLifecycle.factory(),
      mockServices.rootLogger.factory(),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      mockServices.urlReader.factory(),
      mockServices.userInfo.factory(),
      metricsServiceMock.factory(),
      catalogServiceMock.factory({ entities: [] }),
    ],
  });
  backend.add(plugin);
  try {
    await backend.start();
  } finally {
    await backend.stop();
  }
}

it('runs the plugin in a core that has no actions registry', async () => {
  await expect(startWith(sloScoutPlugin)).resolves.toBeUndefined();
});

it('is such a core: whoever insists on the registry does not start', async () => {
  const insisting = createBackendPlugin({
    pluginId: 'insisting',
    register(env) {
      env.registerInit({
        deps: { registry: actionsRegistryServiceRef },
        async init() {},
      });
    },
  });
  await expect(startWith(insisting)).rejects.toThrow(
    actionsRegistryServiceRef.id,
  );
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { sloScoutPermissions } from '@slo-scout/backstage-plugin-slo-scout-common';
import { assemble } from './assemble';
import { createRouter } from './router/createRouter';
import { DEPLOYMENT_WEBHOOK_PATH } from './router/webhookRoutes';
import { scheduleJobs } from './jobs';

/**
 * From approved SLOs to a merged pull request.
 *
 * @public
 */
export const sloScoutPlugin = createBackendPlugin({
  pluginId: 'slo-scout',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        services.permissionsRegistry.addPermissions(sloScoutPermissions);
        const { scout, documents, follower, watcher } = await assemble(
          services,
        );
        services.httpRouter.use(
          createRouter({
            scout,
            httpAuth: services.httpAuth,
            logger: services.logger,
          }),
        );
        services.httpRouter.addAuthPolicy({
          path: DEPLOYMENT_WEBHOOK_PATH,
          allow: 'unauthenticated',
        });
        await scheduleJobs({
          scheduler: services.scheduler,
          config: services.config,
          events: services.events,
          logger: services.logger,
          documents,
          follower,
          watcher,
          generations: scout.generations,
        });
      },
    });
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  type CustomInvariant,
  type GitProviderRegistration,
  sloScoutGitProvidersExtensionPoint,
  sloScoutInvariantsExtensionPoint,
} from '@slo-scout/backstage-plugin-slo-scout-node';
import { actionsRegistryRef } from './actions/actionsRegistryRef';
import { registerActions } from './actions/registerActions';
import { assemble } from './assemble';
import { GitProviderRegistry } from './gitops/GitProviderRegistry';
import { InvariantRegistry } from './policy/InvariantRegistry';
import { registerPermissions } from './permissions/registerPermissions';
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
    const added: CustomInvariant[] = [];
    env.registerExtensionPoint(sloScoutInvariantsExtensionPoint, {
      addInvariant: invariant => {
        // Made anew each time, so that whoever adds a bad one is told.
        const registry = new InvariantRegistry([...added, invariant]);
        added.push(...registry.custom().slice(added.length));
      },
    });
    const hosts: GitProviderRegistration[] = [];
    env.registerExtensionPoint(sloScoutGitProvidersExtensionPoint, {
      addGitProvider: registration => {
        const checked = new GitProviderRegistry([...hosts, registration]);
        hosts.push(checked.get(registration.id) ?? registration);
      },
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const judge = registerPermissions(services);
        const { scout, ...workers } = await assemble({
          ...services,
          judge,
          invariants: new InvariantRegistry(added),
          gitProviders: new GitProviderRegistry(hosts),
        });
        services.httpRouter.use(
          createRouter({
            scout,
            httpAuth: services.httpAuth,
            logger: services.logger,
          }),
        );
        registerActions(services.actionsRegistry, scout);
        services.httpRouter.addAuthPolicy({
          path: DEPLOYMENT_WEBHOOK_PATH,
          allow: 'unauthenticated',
        });
        await scheduleJobs({
          scheduler: services.scheduler,
          config: services.config,
          events: services.events,
          logger: services.logger,
          ...workers,
          generations: scout.generations,
          overrides: scout.overrides,
        });
      },
    });
  },
});

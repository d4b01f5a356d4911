import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { sloScoutServiceRef } from '@slo-scout/backstage-plugin-slo-scout-node';
import { createGenerateArtifactsAction } from './actions/generateArtifacts';

/**
 * Gives templates the action `slo-scout:artifacts:generate`.
 *
 * @public
 */
export const scaffolderModuleSloScout = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'slo-scout',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        sloScout: sloScoutServiceRef,
      },
      async init({ actions, auth, sloScout }) {
        actions.addActions(createGenerateArtifactsAction({ auth, sloScout }));
      },
    });
  },
});

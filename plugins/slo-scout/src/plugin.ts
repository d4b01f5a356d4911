import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { SloScoutClient } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from './api';
import { rootRouteRef } from './routes';

/**
 * SLO Scout for apps on the legacy frontend system.
 *
 * @public
 */
export const sloScoutPlugin = createPlugin({
  id: 'slo-scout',
  routes: { entityContent: rootRouteRef },
  apis: [
    createApiFactory({
      api: sloScoutApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SloScoutClient(deps),
    }),
  ],
});

/**
 * The tab on the entity page, for `EntityLayout.Route` of the legacy frontend
 * system; give it the condition {@link isSloScoutAvailable}.
 *
 * @public
 */
export const SloScoutContent: () => JSX.Element = sloScoutPlugin.provide(
  createRoutableExtension({
    name: 'SloScoutContent',
    component: () =>
      import('./components/SloScoutContent').then(m => m.SloScoutContent),
    mountPoint: rootRouteRef,
  }),
);

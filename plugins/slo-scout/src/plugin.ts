import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { SloScoutClient } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from './api';
import {
  LazySloPicker,
  type SloPickerOptions,
  sloPickerSchema,
  validateSlos,
} from './components/SloPicker';
import {
  catalogIndexRouteRef,
  organisationRouteRef,
  rootRouteRef,
} from './routes';

/**
 * SLO Scout for apps on the legacy frontend system.
 *
 * @public
 */
export const sloScoutPlugin = createPlugin({
  id: 'slo-scout',
  routes: { root: organisationRouteRef, entityContent: rootRouteRef },
  externalRoutes: { catalogIndex: catalogIndexRouteRef },
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

/**
 * The card for the overview of an entity in the legacy frontend system; give it
 * the condition {@link isSloScoutAvailable}.
 *
 * @public
 */
export const EntitySloScoutCard: () => JSX.Element = sloScoutPlugin.provide(
  createComponentExtension({
    name: 'EntitySloScoutCard',
    component: {
      lazy: () => import('./components/OverviewCard').then(m => m.OverviewCard),
    },
  }),
);

/**
 * The page about the whole organisation, for a `Route` of the legacy frontend
 * system.
 *
 * @public
 */
export const SloScoutPage: () => JSX.Element = sloScoutPlugin.provide(
  createRoutableExtension({
    name: 'SloScoutPage',
    component: () =>
      import('./components/OrganisationPage').then(m => m.SloScoutPage),
    mountPoint: organisationRouteRef,
  }),
);

/**
 * Field `SloScoutSloPicker` of templates, for `ScaffolderFieldExtensions` of the
 * legacy frontend system.
 *
 * @public
 */
export const SloScoutSloPicker = sloScoutPlugin.provide(
  createScaffolderFieldExtension<string[], SloPickerOptions>({
    name: 'SloScoutSloPicker',
    component: LazySloPicker,
    validation: validateSlos,
    schema: sloPickerSchema.schema,
  }),
);

import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/**
 * The tab on the entity page. One reference serves both frontend systems.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: 'slo-scout' });

/**
 * The page about the whole organisation. One reference serves both frontend systems.
 *
 * @public
 */
export const organisationRouteRef = createRouteRef({
  id: 'slo-scout.organisation',
});

/** The list of all entities, which an app may have anywhere or not at all. */
export const catalogIndexRouteRef = createExternalRouteRef({
  id: 'slo-scout.catalog-index',
  optional: true,
  defaultTarget: 'catalog.catalogIndex',
});

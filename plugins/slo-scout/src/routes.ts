import { createRouteRef } from '@backstage/core-plugin-api';

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

import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  SloScoutClient,
  type SloScoutApi,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * SLO Scout for other backend plugins. Calls go over HTTP, so that permissions,
 * guard and audit are the same as for a person; pass a token in the options.
 *
 * @public
 */
export const sloScoutServiceRef = createServiceRef<SloScoutApi>({
  id: 'slo-scout',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { discovery: coreServices.discovery },
      factory: ({ discovery }) =>
        new SloScoutClient({ discoveryApi: discovery, fetchApi: { fetch } }),
    }),
});

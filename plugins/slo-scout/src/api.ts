import { createApiRef } from '@backstage/core-plugin-api';
import type { SloScoutApi } from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * Client of the SLO Scout backend.
 *
 * @public
 */
export const sloScoutApiRef = createApiRef<SloScoutApi>({
  id: 'plugin.slo-scout.client',
});

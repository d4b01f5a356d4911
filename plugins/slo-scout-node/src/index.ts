/**
 * Service reference of SLO Scout for other backend plugins.
 *
 * @packageDocumentation
 */
export { sloScoutServiceRef } from './service';

/**
 * Generates, proves, guards and deploys Prometheus rules, dashboards and runbooks
 * from SLOs.
 *
 * @packageDocumentation
 */
export {
  createSloScoutConditionalDecision,
  sloScoutConditions,
  sloScoutResourceRef,
} from './permissions/rules';
export type { RecordQuery, SloScoutRecord } from './permissions/rules';
export { sloScoutPlugin as default } from './plugin';

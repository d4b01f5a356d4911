/**
 * Generates, proves, guards and deploys Prometheus rules, dashboards and runbooks
 * from SLOs.
 *
 * @packageDocumentation
 */
export { sloScoutPlugin as default } from './plugin';

export { startPrometheus } from './startPrometheus';
export type { PrometheusHandle, PrometheusOptions } from './startPrometheus';
export { createHistory } from './history';
export type { HistoryOptions } from './history';
export type { ScrapeTarget } from './config';

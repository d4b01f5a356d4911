export { HttpPrometheusClient } from './HttpPrometheusClient';
export type { HttpPrometheusClientOptions } from './HttpPrometheusClient';
export { PrometheusError } from './PrometheusError';
export type { PrometheusErrorKind } from './PrometheusError';
export { createPrometheusInstances } from './createPrometheusInstances';
export { joinChunks, labelKey } from './chunks';
export type { LoadedGroup, LoadedRule } from './loadedRules';
export type { ServerFacts } from './serverFacts';
export type * from './types';

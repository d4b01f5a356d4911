export { World } from './world';
export type { WorldOptions, WorldSample } from './world';
export { DEMO_INCIDENTS } from './incidents';
export type {
  ErrorIncidentSpec,
  Incident,
  IncidentSpec,
  LatencyIncidentSpec,
} from './incidents';
export { ENVIRONMENT, WORLD_SERVICES } from './services';
export type { WorldRoute, WorldService } from './services';
export { startWorldExporter } from './exporter';
export type { WorldExporter } from './exporter';

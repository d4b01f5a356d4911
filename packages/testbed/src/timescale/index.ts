export { startTimescale } from './startTimescale';
export type { TimescaleHandle, TimescaleOptions } from './startTimescale';

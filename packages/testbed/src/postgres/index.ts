export { startPostgres } from './startPostgres';
export type { PostgresHandle, PostgresOptions } from './startPostgres';

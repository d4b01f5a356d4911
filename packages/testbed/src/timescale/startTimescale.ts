import {
  LOOPBACK,
  Part,
  choosePort,
  startChild,
  waitForMessage,
} from '../process';

/** @public */
export interface TimescaleOptions {
  /** Default: a free one. */
  port?: number;
}

/** @public */
export interface TimescaleHandle extends Part {
  readonly connectionString: string;
  readonly port: number;
  /** It serves one connection at a time: give knex this pool. */
  readonly pool: { min: 0; max: 1 };
}

/**
 * A real TimescaleDB (2.23, in memory, as WebAssembly). `CREATE EXTENSION
 * timescaledb` is left to the caller. Background jobs do not run by themselves:
 * `CALL run_job(id)`.
 *
 * @public
 */
export async function startTimescale(
  options: TimescaleOptions = {},
): Promise<TimescaleHandle> {
  const port = await choosePort('TimescaleDB', options.port);
  const child = await startChild({
    name: 'TimescaleDB',
    command: process.execPath,
    args: [require.resolve('./server.mjs'), JSON.stringify({ port })],
    ipc: true,
  });
  await waitForMessage(child);
  return {
    connectionString: `postgresql://postgres:postgres@${LOOPBACK}:${port}/postgres?sslmode=disable`,
    port,
    pool: { min: 0, max: 1 },
    stop: () => child.stop(),
  };
}

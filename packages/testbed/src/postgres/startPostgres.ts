import { randomBytes } from 'crypto';
import { chmod, chown, mkdir, readFile, writeFile } from 'fs/promises';
import { join, resolve } from 'path';
import execa from 'execa';
import {
  LOOPBACK,
  Part,
  choosePort,
  startChild,
  waitForMessage,
} from '../process';

/** @public */
export interface PostgresOptions {
  /** Kept between runs. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
}

/** @public */
export interface PostgresHandle extends Part {
  /** For knex and pg, and for `BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING`. */
  readonly connectionString: string;
  readonly port: number;
}

const USER = 'postgres';
const NOBODY = 65534;

/**
 * PostgreSQL refuses to run as root. As root it is started as `nobody`, with the
 * one privilege to read and write in directories that only root may enter (the
 * repository's, a temporary one). Nothing on the machine has to be changed for it.
 */
const AS_NOBODY = [
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
];

async function canBecomeNobody(): Promise<boolean> {
  if (process.getuid?.() !== 0) {
    return false;
  }
  try {
    await execa('setpriv', [...AS_NOBODY, 'true']);
    return true;
  } catch {
    return false;
  }
}

/** The password of this data directory: chosen once, readable by its owner only. */
async function passwordOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    const password = randomBytes(12).toString('hex');
    await writeFile(file, password, { mode: 0o600 });
    return password;
  }
}

/**
 * A real PostgreSQL from npm, for stores and their tests.
 *
 * @public
 */
export async function startPostgres(
  options: PostgresOptions,
): Promise<PostgresHandle> {
  const home = resolve(options.dataDir);
  const dataDir = join(home, 'cluster');
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, 0o700);
  const password = await passwordOf(join(home, 'password'));
  const port = await choosePort('PostgreSQL', options.port);

  const node = [
    require.resolve('./server.mjs'),
    JSON.stringify({ dataDir, port, user: USER, password }),
  ];
  const asNobody = await canBecomeNobody();
  if (asNobody) {
    await chown(dataDir, NOBODY, NOBODY);
  }
  const child = await startChild({
    name: 'PostgreSQL',
    command: asNobody ? 'setpriv' : process.execPath,
    args: asNobody ? [...AS_NOBODY, process.execPath, ...node] : node,
    ipc: true,
  });
  await waitForMessage(child);
  return {
    connectionString: `postgresql://${USER}:${password}@${LOOPBACK}:${port}/postgres`,
    port,
    stop: () => child.stop(),
  };
}

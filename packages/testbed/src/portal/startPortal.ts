import { mkdir } from 'fs/promises';
import { dirname, join, resolve } from 'path';
import {
  LOOPBACK,
  Part,
  choosePort,
  keepPidFile,
  startChild,
  stopLeftover,
  waitForUrl,
} from '../process';
import { PortalClient } from './PortalClient';

/** @public */
export interface PortalOptions {
  /** For its database, its pid and its scaffolder workspaces. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
  /** Default: a free one. */
  metricsPort?: number;
  prometheusUrl: string;
  /** Host and port of the Git host. */
  gitHost: string;
  gitToken: string;
  webhookSecret: string;
  /** Further configuration files, later ones win. */
  configs?: string[];
  /** Further variables, for example `APP_CONFIG_*`. */
  env?: Record<string, string>;
  /** Connection string of PostgreSQL. Default: SQLite in memory. */
  database?: string;
}

/** @public */
export interface PortalHandle extends Part {
  readonly url: string;
  readonly metricsUrl: string;
  /** Somebody signed in. */
  as(user: string): PortalClient;
  /** Last lines of its log. */
  logTail(): string;
}

/** On the command line of every portal. */
export const PORTAL_MARKER = 'packages/backend/src/index.ts';

const ROOT = resolve(dirname(require.resolve('../../package.json')), '../..');

/**
 * The Backstage backend of `packages/backend` with the built app, from source, in
 * production mode.
 *
 * @public
 */
export async function startPortal(
  options: PortalOptions,
): Promise<PortalHandle> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const pidFile = join(dataDir, 'portal.pid');
  await stopLeftover(pidFile, PORTAL_MARKER);
  const port = await choosePort('the portal', options.port);
  const metricsPort = await choosePort(
    "the portal's metrics",
    options.metricsPort,
  );
  const url = `http://localhost:${port}`;
  const child = await startChild({
    name: 'Portal',
    command: process.execPath,
    args: [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(ROOT, 'packages/backend/src/index.ts'),
      ...['app-config.yaml', ...(options.configs ?? [])].flatMap(file => [
        '--config',
        resolve(ROOT, file),
      ]),
    ],
    cwd: ROOT,
    env: environmentOf(options, { url, port, metricsPort }),
  });
  const forgetPid = await keepPidFile(pidFile, child.pid);
  await waitForUrl(
    `http://${LOOPBACK}:${port}/.backstage/health/v1/readiness`,
    child,
  );
  return {
    url,
    metricsUrl: `http://${LOOPBACK}:${metricsPort}/metrics`,
    as: user => new PortalClient(url, user),
    logTail: () => child.logTail(),
    stop: async () => {
      await child.stop();
      await forgetPid();
    },
  };
}

function environmentOf(
  options: PortalOptions,
  own: { url: string; port: number; metricsPort: number },
): Record<string, string> {
  const gitPort = options.gitHost.split(':')[1];
  return {
    NODE_ENV: 'production',
    SLO_SCOUT_ROOT: ROOT,
    SLO_SCOUT_PORTAL_URL: own.url,
    SLO_SCOUT_PORTAL_PORT: String(own.port),
    SLO_SCOUT_METRICS_PORT: String(own.metricsPort),
    SLO_SCOUT_PROMETHEUS_URL: options.prometheusUrl,
    SLO_SCOUT_GITHUB_HOST: options.gitHost,
    SLO_SCOUT_GITLAB_HOST: `localhost:${gitPort}`,
    SLO_SCOUT_GIT_TOKEN: options.gitToken,
    SLO_SCOUT_WEBHOOK_SECRET: options.webhookSecret,
    ...(options.database
      ? {
          APP_CONFIG_backend_database: JSON.stringify({
            client: 'pg',
            connection: options.database,
            pluginDivisionMode: 'schema',
            ensureSchemaExists: true,
          }),
        }
      : {}),
    ...options.env,
  };
}

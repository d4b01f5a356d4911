import { mkdir, rm } from 'fs/promises';
import { join, resolve } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { DeployerHandle, startDeployer } from '../deployer';
import { demoPlatformDirectory } from '../demoFiles';
import { GitHost, startGitHost } from '../githost';
import { LOOPBACK, Part, choosePort, stopLeftover } from '../process';
import { PrometheusHandle, startPrometheus } from '../prometheus';
import { PORTAL_MARKER, PortalHandle, startPortal } from './startPortal';

/** @public */
export interface DemoWorldOptions {
  /** Emptied at each start, but for the history. */
  dataDir: string;
  /** Default: free ones. */
  ports?: {
    portal: number;
    metrics: number;
    prometheus: number;
    gitHost: number;
  };
  historyDays?: number;
  /** Keeps the history between runs. Default: a folder of `dataDir`. */
  historyCache?: string;
  /** Further configuration files of the portal. */
  configs?: string[];
  /** Connection string of PostgreSQL for the portal. Default: SQLite in memory. */
  database?: string;
  /** Told before each part, for people who wait. */
  onStep?: (what: string) => void;
}

/** @public */
export interface DemoWorld extends Part {
  readonly portal: PortalHandle;
  readonly prometheus: PrometheusHandle;
  readonly gitHost: GitHost;
  readonly deployer: DeployerHandle;
}

/** The GitOps repository of the demo. @public */
export const GITOPS_REPOSITORY = 'acme/observability-config';

const WEBHOOK_SECRET = 'demo-webhook-secret';

const GITOPS_FILES = {
  'README.md':
    '# observability-config\n\nRules, dashboards and runbooks. What is merged here is loaded.\n',
};

/**
 * Ends what a killed run left behind, and refuses where another run lives or a port
 * is in use. Nothing of that other run is touched.
 *
 * @public
 */
export async function clearTheWay(options: DemoWorldOptions): Promise<void> {
  const dataDir = resolve(options.dataDir);
  const prometheus = join(dataDir, 'prometheus');
  await stopLeftover(join(prometheus, 'prometheus.pid'), prometheus);
  await stopLeftover(join(dataDir, 'portal', 'portal.pid'), PORTAL_MARKER);
  const { ports } = options;
  if (!ports) return;
  await choosePort('the portal', ports.portal);
  await choosePort("the portal's metrics", ports.metrics);
  await choosePort('Prometheus', ports.prometheus);
  await choosePort('the Git host', ports.gitHost);
}

/**
 * Everything the demo, the browser tests and the benches stand on: Prometheus with
 * its history, the Git host with catalog and GitOps repositories, the deployer and
 * the portal.
 *
 * @public
 */
export async function startDemoWorld(
  options: DemoWorldOptions,
): Promise<DemoWorld> {
  const dataDir = resolve(options.dataDir);
  const parts: Part[] = [];
  const say = options.onStep ?? (() => {});
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  await clearTheWay(options);
  try {
    await mkdir(dataDir, { recursive: true });
    for (const folder of ['git', 'checkout']) {
      await rm(join(dataDir, folder), { recursive: true, force: true });
    }
    const metricsPort = await choosePort(
      "the portal's metrics",
      options.ports?.metrics,
    );

    say('Git host');
    const gitHost = await startGitHost({
      port: await choosePort('the Git host', options.ports?.gitHost),
      dataDir: join(dataDir, 'git'),
      contract: 'log',
      repositories: {
        'acme/platform': demoPlatformDirectory,
        [GITOPS_REPOSITORY]: GITOPS_FILES,
      },
    });
    parts.push(gitHost);

    say('Prometheus with 30 days of history');
    const checkout = join(dataDir, 'checkout');
    const prometheus = await startPrometheus({
      dataDir: join(dataDir, 'prometheus'),
      cacheDir: options.historyCache ?? join(dataDir, 'history'),
      port: options.ports?.prometheus,
      historyDays: options.historyDays,
      ruleDir: checkout,
      targets: [{ job: 'slo-scout', address: `${LOOPBACK}:${metricsPort}` }],
    });
    parts.push(prometheus);

    say('Deployer');
    const deployer = await startDeployer({
      repository: gitHost.repositoryPath(GITOPS_REPOSITORY),
      checkoutDir: checkout,
      reload: () => prometheus.reload(),
    });
    parts.push(deployer);

    say('Portal');
    const portal = await startPortal({
      dataDir: join(dataDir, 'portal'),
      port: options.ports?.portal,
      metricsPort,
      prometheusUrl: prometheus.url,
      gitHost: gitHost.host,
      gitToken: gitHost.token,
      webhookSecret: WEBHOOK_SECRET,
      configs: options.configs,
      database: options.database,
    });
    parts.push(portal);
    gitHost.webhookTargets.push({
      kind: 'deployment',
      url: `${portal.url}/api/slo-scout/v1/webhooks/deployment`,
      secret: WEBHOOK_SECRET,
    });
    say('Catalog');
    await catalogIsRead(portal);
    return { portal, prometheus, gitHost, deployer, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** People can sign in, and the SLO documents of payments-api are there. */
async function catalogIsRead(portal: PortalHandle): Promise<void> {
  const deadline = Date.now() + 90_000;
  let last = 'nothing yet';
  while (Date.now() < deadline) {
    try {
      const answer = await portal
        .as('sre')
        .get<{ slos?: unknown[] }>(
          'slo-scout/v1/slos?entity_ref=component:default/payments-api',
        );
      if (answer.body.slos && answer.body.slos.length > 0) return;
      last = JSON.stringify(answer.body);
    } catch (error) {
      last = (error as Error).message;
    }
    await sleep(250);
  }
  throw new Error(
    `The portal did not read the catalog: ${last}\n${portal.logTail()}`,
  );
}

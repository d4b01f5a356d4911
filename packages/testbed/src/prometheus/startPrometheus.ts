import { mkdir, rm, writeFile } from 'fs/promises';
import { join, resolve } from 'path';
import {
  LOOPBACK,
  Part,
  RunningChild,
  choosePort,
  keepPidFile,
  startChild,
  stopLeftover,
  waitForUrl,
} from '../process';
import { World, WorldExporter, startWorldExporter } from '../world';
import { INSTALL_HINT } from './blocks';
import { ScrapeTarget, prometheusConfig } from './config';
import { DEFAULT_STEP_SECONDS, HistoryOptions, createHistory } from './history';

/** @public */
export interface PrometheusOptions extends HistoryOptions {
  /** Emptied at each start: the history is made again, or linked from `cacheDir`. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
  /** Check-out of the GitOps repository; rules are loaded from its `prometheus/rules`. */
  ruleDir?: string;
  /** Scraped besides the world's services. */
  targets?: readonly ScrapeTarget[];
  /**
   * Of the world's services, from now on. Default: `stepSeconds`, because `rate`
   * is low for a while after the distance between samples has changed.
   */
  scrapeIntervalSeconds?: number;
}

/** @public */
export interface PrometheusHandle extends Part {
  readonly url: string;
  /** What happened in the history, and goes on happening. */
  readonly world: World;
  readonly exporter: WorldExporter;
  /** Reads configuration and rule files again. Rejects with the reason where they are refused. */
  reload(): Promise<void>;
}

async function startServer(
  dataDir: string,
  port: number,
): Promise<RunningChild> {
  const child = await startChild({
    name: 'Prometheus',
    command: 'prometheus',
    args: [
      `--config.file=${join(dataDir, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(dataDir, 'tsdb')}`,
      // The default of 15 d would delete half of the history.
      '--storage.tsdb.retention.time=90d',
      // Equal block sizes switch compaction off: the history stays as it was made.
      '--storage.tsdb.min-block-duration=2h',
      '--storage.tsdb.max-block-duration=2h',
      `--web.listen-address=${LOOPBACK}:${port}`,
      '--web.enable-lifecycle',
      '--log.level=warn',
    ],
    installHint: INSTALL_HINT,
  });
  await waitForUrl(`http://${LOOPBACK}:${port}/-/ready`, child);
  return child;
}

async function reload(url: string, child: RunningChild): Promise<void> {
  const response = await fetch(`${url}/-/reload`, { method: 'POST' });
  const reason = await response.text();
  if (!response.ok) {
    throw new Error(
      `Prometheus refused its new configuration: ${reason.trim()}\n${child.logTail()}`,
    );
  }
}

/**
 * A real Prometheus that remembers the demo world's history and scrapes what goes
 * on in it.
 *
 * @public
 */
export async function startPrometheus(
  options: PrometheusOptions,
): Promise<PrometheusHandle> {
  const dataDir = resolve(options.dataDir);
  const tsdb = join(dataDir, 'tsdb');
  const pidFile = join(dataDir, 'prometheus.pid');
  await mkdir(dataDir, { recursive: true });
  await stopLeftover(pidFile, dataDir);
  const port = await choosePort('Prometheus', options.port);
  await rm(tsdb, { recursive: true, force: true });
  const world = await createHistory(tsdb, options);
  const exporter = await startWorldExporter({ world });
  try {
    const { ruleDir } = options;
    const config = prometheusConfig({
      services: world.services,
      exporterPort: exporter.port,
      scrapeIntervalSeconds:
        options.scrapeIntervalSeconds ??
        options.stepSeconds ??
        DEFAULT_STEP_SECONDS,
      targets: options.targets ?? [],
      ruleDir: ruleDir && resolve(ruleDir),
    });
    await writeFile(join(dataDir, 'prometheus.yml'), config);
    const child = await startServer(dataDir, port);
    const forgetPid = await keepPidFile(pidFile, child.pid);
    const url = `http://${LOOPBACK}:${port}`;
    return {
      url,
      world,
      exporter,
      reload: () => reload(url, child),
      stop: async () => {
        await Promise.all([child.stop(), exporter.stop()]);
        await forgetPid();
      },
    };
  } catch (error) {
    await exporter.stop();
    throw error;
  }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { choosePort, LOOPBACK, startChild, waitForUrl } from 'testbed';

/** An alert as Prometheus sends it, and what Alertmanager makes of it. */
export type AlertLabels = Record<string, string>;

export interface TestAlertmanager {
  /** Sends the alerts as firing. */
  fire(alerts: AlertLabels[]): Promise<void>;
  /** All alerts as they stand in one answer. */
  alerts(): Promise<Array<{ labels: AlertLabels; isInhibited: boolean }>>;
  stop(): Promise<void>;
}

interface GettableAlert {
  labels: AlertLabels;
  status: { state: string; inhibitedBy: string[] };
}

/** A real Alertmanager with this configuration, alone and on loopback. */
export async function startTestAlertmanager(
  config: string,
): Promise<TestAlertmanager> {
  const folder = await mkdtemp(path.join(tmpdir(), 'test-alertmanager-'));
  const file = path.join(folder, 'alertmanager.yml');
  await writeFile(file, config);
  const port = await choosePort('Alertmanager');
  const url = `http://${LOOPBACK}:${port}`;
  const child = await startChild({
    name: 'Alertmanager',
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${file}`,
      `--storage.path=${path.join(folder, 'data')}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
      '--cluster.listen-address=',
    ],
    installHint: 'apt-get install prometheus-alertmanager',
  });
  await waitForUrl(`${url}/-/ready`, child);
  return {
    async fire(labels) {
      const response = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(labels.map(set => ({ labels: set }))),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async alerts() {
      const response = await fetch(`${url}/api/v2/alerts`);
      const found = (await response.json()) as GettableAlert[];
      return found.map(({ labels, status }) => ({
        labels,
        isInhibited: status.inhibitedBy.length > 0,
      }));
    },
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

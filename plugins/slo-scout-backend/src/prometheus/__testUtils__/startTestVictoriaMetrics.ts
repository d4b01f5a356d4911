import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { choosePort, LOOPBACK, startChild, waitForUrl } from 'testbed';
import {
  openMetrics,
  type TestHistory,
  type TestPrometheus,
} from './startTestPrometheus';

/** A real VictoriaMetrics with the same samples as `startTestPrometheus` would have. */
export async function startTestVictoriaMetrics(
  history: TestHistory,
): Promise<TestPrometheus> {
  const folder = await mkdtemp(path.join(tmpdir(), 'test-victoria-metrics-'));
  const port = await choosePort('VictoriaMetrics');
  const child = await startChild({
    name: 'VictoriaMetrics',
    command: 'victoria-metrics',
    args: [
      `-storageDataPath=${folder}`,
      `-httpListenAddr=${LOOPBACK}:${port}`,
      '-retentionPeriod=1y',
      '-memory.allowedBytes=268435456',
    ],
  });
  const url = `http://${LOOPBACK}:${port}`;
  await waitForUrl(`${url}/health`, child);
  // It counts in milliseconds, and knows no end mark.
  const samples = openMetrics(history)
    .replace('# EOF\n', '')
    .replaceAll(/ (\d+)$/gm, ' $1000');
  const imported = await fetch(`${url}/api/v1/import/prometheus`, {
    method: 'POST',
    body: samples,
  });
  if (!imported.ok) throw new Error(await imported.text());
  await fetch(`${url}/internal/force_flush`);
  return {
    url,
    stop: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

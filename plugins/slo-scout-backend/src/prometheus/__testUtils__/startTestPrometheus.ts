import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import execa from 'execa';
import { choosePort, LOOPBACK, startChild, waitForUrl } from 'testbed';

/** A gauge with a value (or none) at each tick. */
export interface TestSeries {
  name: string;
  labels?: Record<string, string>;
  valueAt(time: number): number | undefined;
}

export interface TestHistory {
  start: number;
  end: number;
  step: number;
  series: TestSeries[];
  /** A rule file that it has loaded. */
  rules?: string;
}

export interface TestPrometheus {
  url: string;
  stop(): Promise<void>;
}

/** A real Prometheus over blocks with exactly these samples, which scrapes nothing. */
export async function startTestPrometheus(
  history: TestHistory,
): Promise<TestPrometheus> {
  const folder = await mkdtemp(path.join(tmpdir(), 'test-prometheus-'));
  const data = path.join(folder, 'data');
  await writeFile(path.join(folder, 'samples'), openMetrics(history));
  await writeFile(
    path.join(folder, 'prometheus.yml'),
    history.rules === undefined ? '' : 'rule_files: [rules.yml]\n',
  );
  await writeFile(path.join(folder, 'rules.yml'), history.rules ?? '');
  await execa('promtool', [
    'tsdb',
    'create-blocks-from',
    '--max-block-duration=1000h',
    'openmetrics',
    path.join(folder, 'samples'),
    data,
  ]);
  const port = await choosePort('Prometheus');
  const child = await startChild({
    name: 'Prometheus',
    command: 'prometheus',
    args: [
      `--config.file=${path.join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=90d',
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
  });
  const url = `http://${LOOPBACK}:${port}`;
  await waitForUrl(`${url}/-/ready`, child);
  return {
    url,
    stop: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In OpenMetrics' text format; times in seconds. */
export function openMetrics({ start, end, step, series }: TestHistory): string {
  const lines: string[] = [];
  for (const { name, labels = {}, valueAt } of series) {
    const text = Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join(',');
    for (let time = start; time <= end; time += step) {
      const value = valueAt(time);
      if (value !== undefined) lines.push(`${name}{${text}} ${value} ${time}`);
    }
  }
  return [...lines, '# EOF', ''].join('\n');
}

import { cpus, loadavg, totalmem } from 'node:os';
import execa from 'execa';

/** What the figures depend on, as sentences for the report. */
export async function machineFacts(): Promise<string> {
  const [promtool, prometheus] = await Promise.all(
    ['promtool', 'prometheus'].map(versionOf),
  );
  const cores = cpus();
  return [
    `${cores.length} cores (${cores[0].model.trim()})`,
    `${Math.round(totalmem() / 1024 ** 3)} GB of memory`,
    `Node ${process.versions.node}`,
    `promtool ${promtool}`,
    `Prometheus ${prometheus}`,
    `load average ${loadavg()[0].toFixed(1)} when it began`,
  ].join(', ');
}

async function versionOf(program: string): Promise<string> {
  const { stdout, stderr } = await execa(program, ['--version']);
  return /version (\S+)/.exec(stdout + stderr)?.[1] ?? 'of an unknown version';
}

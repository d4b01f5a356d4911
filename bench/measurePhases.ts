import { join, resolve } from 'node:path';
import execa from 'execa';
import {
  GITOPS_REPOSITORY,
  type Part,
  startGitHost,
  startPrometheus,
} from 'testbed';
import type { PhaseOrder, PhaseResult } from './phaseChild';
import type { PhaseName, Places } from './phases';

export const SIZES = [1, 10, 100] as const;

export interface PhaseRow extends PhaseResult {
  phase: PhaseName;
  size: number;
}

/** Runs after the first, for each of `SIZES`: the slower a phase, the fewer. */
const RUNS: Record<PhaseName, [number, number, number]> = {
  generate: [20, 20, 10],
  validate: [12, 12, 8],
  dry_run: [5, 2, 0],
  guard: [20, 20, 20],
  guard_prometheus: [10, 5, 2],
  pull_request: [10, 5, 3],
};

/** Every phase at every size, one after the other, each in a process of its own. */
export async function measurePhases(
  dataDir: string,
  say: (what: string) => void,
): Promise<PhaseRow[]> {
  const parts: Part[] = [];
  try {
    say('Prometheus with 30 days of history');
    const prometheus = await startPrometheus({
      dataDir: join(dataDir, 'prometheus'),
      cacheDir: join(dataDir, 'history'),
    });
    parts.push(prometheus);
    const gitHost = await startGitHost({
      dataDir: join(dataDir, 'phase-git'),
      contract: 'log',
      repositories: { [GITOPS_REPOSITORY]: { 'README.md': '# Rules\n' } },
    });
    parts.push(gitHost);
    const places: Places = {
      prometheusUrl: prometheus.url,
      gitHost: {
        host: gitHost.host,
        apiBaseUrl: gitHost.apiUrl.github,
        token: gitHost.token,
        repo: GITOPS_REPOSITORY,
      },
    };
    const rows: PhaseRow[] = [];
    for (const phase of Object.keys(RUNS) as PhaseName[]) {
      for (const [index, size] of SIZES.entries()) {
        say(`${phase} of ${size}`);
        const runs = RUNS[phase][index];
        rows.push({
          phase,
          size,
          ...(await inChild({ phase, size, runs, places })),
        });
      }
    }
    return rows;
  } finally {
    for (const part of parts.reverse()) await part.stop();
  }
}

async function inChild(order: PhaseOrder): Promise<PhaseResult> {
  const { stdout } = await execa(process.execPath, [
    '--expose-gc',
    ...[
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ],
    resolve(__dirname, 'phaseChild.ts'),
    JSON.stringify(order),
  ]);
  return JSON.parse(stdout);
}

import { join } from 'node:path';
import {
  GITOPS_REPOSITORY,
  type Part,
  startGitHost,
  startPrometheus,
} from 'testbed';
import { askChild } from './child';
import type { PhaseOrder, PhaseResult } from './phaseChild';
import type { PhaseName, Places } from './phases';

export interface PhaseRow extends PhaseResult {
  phase: PhaseName;
  size: number;
}

interface PhasePlan {
  /** What has to be running for it. */
  needs: Array<'prometheus' | 'git'>;
  /** Runs after the first, by the number of SLOs: the slower a phase, the fewer. */
  runs: Record<number, number>;
}

const PLAN: Record<PhaseName, PhasePlan> = {
  generate: { needs: [], runs: { 1: 20, 10: 20, 100: 10 } },
  generate_services: { needs: [], runs: { 10: 20, 100: 10, 1000: 5 } },
  validate: { needs: [], runs: { 1: 12, 10: 12, 100: 8 } },
  rule_tests: { needs: [], runs: { 1: 5, 10: 2, 100: 0 } },
  dry_run: { needs: ['prometheus'], runs: { 1: 5, 10: 2, 100: 0 } },
  guard: { needs: [], runs: { 1: 20, 10: 20, 100: 20 } },
  guard_prometheus: { needs: ['prometheus'], runs: { 1: 10, 10: 5, 100: 2 } },
  pull_request: { needs: ['git'], runs: { 1: 10, 10: 5, 100: 3 } },
};

export const PHASES = Object.keys(PLAN) as PhaseName[];

/** Every phase at every size, one after the other, each in a process of its own. */
export async function measurePhases(
  dataDir: string,
  say: (what: string) => void,
  chosen: PhaseName[] = PHASES,
): Promise<PhaseRow[]> {
  const needs = new Set(chosen.flatMap(phase => PLAN[phase].needs));
  const parts: Part[] = [];
  try {
    const places = await startPlaces({ dataDir, say, needs, parts });
    const rows: PhaseRow[] = [];
    for (const phase of chosen) {
      for (const [size, runs] of Object.entries(PLAN[phase].runs)) {
        say(`${phase} of ${size}`);
        const order = { phase, size: Number(size), runs, places };
        rows.push({ phase, size: order.size, ...(await inChild(order)) });
      }
    }
    return rows;
  } finally {
    for (const part of parts.reverse()) await part.stop();
  }
}

/** Addresses of what is not started lead nowhere; nobody asks there. */
async function startPlaces(options: {
  dataDir: string;
  say: (what: string) => void;
  needs: Set<'prometheus' | 'git'>;
  /** Told of everything that was started. */
  parts: Part[];
}): Promise<Places> {
  const { dataDir, say, needs, parts } = options;
  let prometheusUrl = 'http://localhost:9090';
  if (needs.has('prometheus')) {
    say('Prometheus with 30 days of history');
    const prometheus = await startPrometheus({
      dataDir: join(dataDir, 'prometheus'),
      cacheDir: join(dataDir, 'history'),
    });
    parts.push(prometheus);
    prometheusUrl = prometheus.url;
  }
  let gitHost: Places['gitHost'] | undefined;
  if (needs.has('git')) {
    const started = await startGitHost({
      dataDir: join(dataDir, 'phase-git'),
      contract: 'log',
      repositories: { [GITOPS_REPOSITORY]: { 'README.md': '# Rules\n' } },
    });
    parts.push(started);
    gitHost = {
      host: started.host,
      apiBaseUrl: started.apiUrl.github,
      token: started.token,
      repo: GITOPS_REPOSITORY,
    };
  }
  return { prometheusUrl, gitHost };
}

function inChild(order: PhaseOrder): Promise<PhaseResult> {
  return askChild('bench/phaseChild.ts', order);
}

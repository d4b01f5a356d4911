import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import execa from 'execa';
import { stringify } from 'yaml';
import { type OracleCase, type Rhythm, TICKS } from './oracleCases';

/** One firing, in ticks of its case. */
export interface TickFiring {
  labels: Record<string, string>;
  start: number;
  end: number;
  /** Was firing at the last tick. */
  open: boolean;
}

export interface OracleAnswer {
  /** Ids of the cases with which promtool does not agree. */
  wrong: number[];
  words: string;
}

/**
 * Asks `promtool test rules` whether, at every tick, exactly these alerts fire.
 * The cases have one rhythm.
 */
export async function askPromtool(
  rhythm: Rhythm,
  cases: OracleCase[],
  firings: Map<number, TickFiring[]>,
): Promise<OracleAnswer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dry-run-oracle-'));
  try {
    const files = filesOf(rhythm, cases, firings);
    for (const [name, content] of Object.entries(files)) {
      await writeFile(path.join(folder, name), content);
    }
    const run = await execa('promtool', ['test', 'rules', 'test.yaml'], {
      cwd: folder,
      reject: false,
      maxBuffer: 1e9,
    });
    const words = run.stdout + run.stderr;
    const named = words.matchAll(/alertname: Case(\d+), time/g);
    const wrong = [...new Set([...named].map(([, id]) => Number(id)))];
    if (run.exitCode !== 0 && wrong.length === 0) {
      throw new Error(`promtool says no more than: ${words.slice(0, 2000)}`);
    }
    return { wrong, words };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function filesOf(
  { sampleSeconds, evaluationSeconds }: Rhythm,
  cases: OracleCase[],
  firings: Map<number, TickFiring[]>,
): Record<string, string> {
  const groups = cases.flatMap(one => one.groups);
  return {
    'rules.yaml': stringify({ groups }),
    // JSON is YAML, and stringifies a hundred times as fast.
    'test.yaml': JSON.stringify({
      rule_files: ['rules.yaml'],
      evaluation_interval: `${evaluationSeconds}s`,
      // An alert in another group sees the tick before.
      group_eval_order: groups.map(({ name }) => name).reverse(),
      tests: [
        {
          interval: `${sampleSeconds}s`,
          input_series: cases.flatMap(inputSeries),
          alert_rule_test: cases.flatMap(({ id }) =>
            expectations(id, evaluationSeconds, firings.get(id) ?? []),
          ),
        },
      ],
    }),
  };
}

function inputSeries({ id, series }: OracleCase) {
  return series.map(({ name, pod, samples }) => ({
    series: `${name}{case="${id}",pod="${pod}"}`,
    values: samples.map(sample => sample ?? '_').join(' '),
  }));
}

function expectations(id: number, step: number, firings: TickFiring[]) {
  return Array.from({ length: TICKS }, (_, tick) => ({
    eval_time: `${tick * step}s`,
    alertname: `Case${id}`,
    exp_alerts: firings
      .filter(f => f.start <= tick && (tick < f.end || f.open))
      .map(({ labels }) => ({ exp_labels: labels })),
  }));
}

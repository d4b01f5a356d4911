/**
 * `promtool test rules` runs Prometheus' own rule manager over series that we
 * write down, staleness markers among them, which no block that we could import
 * has. For every case and every tick it must agree with us on which alerts fire.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import execa from 'execa';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { AlertState } from './alertState';

const TICKS = 40;
const CASES = 90;
/** Of Prometheus: how long the last sample stands for the present. */
const LOOKBACK_TICKS = 5;

/** `0` and up is a value, `_` no sample, `s` the end of the series. */
type Sample = '0' | '1' | '2' | '_' | 's';

interface Case {
  forMinutes: number;
  keepMinutes: number;
  severity: string;
  pods: Sample[][];
}

/** Runs of equal samples, as real series have them. */
const samples = fc
  .array(
    fc.record({
      sample: fc.constantFrom<Sample>('0', '1', '2', '1', '2', '_', 's'),
      length: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 4, maxLength: 20 },
  )
  .map(runs =>
    runs
      .flatMap(({ sample, length }) => Array<Sample>(length).fill(sample))
      .concat(Array<Sample>(TICKS).fill('0'))
      .slice(0, TICKS),
  );

const cases = fc.sample(
  fc.record<Case>({
    forMinutes: fc.integer({ min: 0, max: 6 }),
    keepMinutes: fc.constantFrom(0, 0, 1, 2, 3, 7),
    severity: fc.constantFrom('page', 'ticket'),
    pods: fc.array(samples, { minLength: 1, maxLength: 3 }),
  }),
  { numRuns: CASES, seed: 20_260_101 },
);

/** What an instant selector sees at each tick. */
function visible(series: Sample[]): Array<number | undefined> {
  return series.map((_, tick) => {
    for (let ago = 0; ago <= LOOKBACK_TICKS && ago <= tick; ago++) {
      const sample = series[tick - ago];
      if (sample === 's') return undefined;
      if (sample !== '_') return Number(sample);
    }
    return undefined;
  });
}

type Firings = Array<{
  pod: string;
  start: number;
  end: number;
  open: boolean;
}>;

function replay(test: Case, id: number): Firings {
  const state = new AlertState({
    alert: `Case${id}`,
    labels: { severity: test.severity },
    forSeconds: test.forMinutes * 60,
    keepFiringForSeconds: test.keepMinutes * 60,
  });
  const pods = test.pods.map((series, pod) => ({
    labels: { __name__: 'm', case: String(id), pod: String(pod) },
    values: visible(series),
  }));
  for (let tick = 0; tick < TICKS; tick++) {
    const breaching = pods.flatMap(({ labels, values }) => {
      const value = values[tick];
      return value !== undefined && value > 0 ? [{ labels, value }] : [];
    });
    state.evaluate(tick * 60, breaching);
  }
  return state.finish((TICKS - 1) * 60).map(({ labels, ...f }) => ({
    pod: labels.pod,
    start: f.start / 60,
    end: f.end / 60,
    open: f.open,
  }));
}

/** The cases as rules, series and one expectation for each tick. */
function promtoolFiles(firings: Firings[]) {
  const rules = cases.map((test, id) => ({
    alert: `Case${id}`,
    expr: `m{case="${id}"} > 0`,
    for: `${test.forMinutes}m`,
    keep_firing_for: `${test.keepMinutes}m`,
    labels: { severity: test.severity },
  }));
  const expectations = cases.flatMap((test, id) =>
    Array.from({ length: TICKS }, (_, tick) => ({
      eval_time: `${tick}m`,
      alertname: `Case${id}`,
      exp_alerts: firings[id]
        .filter(f => f.start <= tick && (tick < f.end || f.open))
        .map(({ pod }) => ({
          exp_labels: { case: String(id), pod, severity: test.severity },
        })),
    })),
  );
  const series = cases.flatMap((test, id) =>
    test.pods.map((pod, index) => ({
      series: `m{case="${id}",pod="${index}"}`,
      values: pod.map(s => (s === 's' ? 'stale' : s)).join(' '),
    })),
  );
  return {
    'rules.yaml': { groups: [{ name: 'g', rules }] },
    'test.yaml': {
      rule_files: ['rules.yaml'],
      evaluation_interval: '1m',
      tests: [
        { interval: '1m', input_series: series, alert_rule_test: expectations },
      ],
    },
  };
}

async function promtoolAgrees(firings: Firings[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'alert-oracle-'));
  try {
    for (const [name, content] of Object.entries(promtoolFiles(firings))) {
      await writeFile(path.join(folder, name), stringify(content));
    }
    const run = await execa('promtool', ['test', 'rules', 'test.yaml'], {
      cwd: folder,
      reject: false,
    });
    return { agrees: run.exitCode === 0, words: run.stdout + run.stderr };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('AlertState beside promtool test rules', () => {
  const ours = cases.map(replay);

  it(`agrees on ${CASES} cases at each of ${TICKS} ticks`, async () => {
    const firing = ours.filter(firings => firings.length > 0).length;
    expect(firing / CASES).toBeGreaterThan(0.4);
    const { agrees, words } = await promtoolAgrees(ours);
    expect(words).toContain('SUCCESS');
    expect(agrees).toBe(true);
  });

  it('would not agree on a firing that is one tick longer', async () => {
    const id = ours.findIndex(firings => firings.some(f => !f.open));
    const wrong = ours.map((firings, i) =>
      i === id
        ? firings.map(f => (f.open ? f : { ...f, end: f.end + 1 }))
        : firings,
    );
    const { agrees, words } = await promtoolAgrees(wrong);
    expect(agrees).toBe(false);
    expect(words).toContain(`Case${id}`);
  });
});

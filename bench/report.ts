import { type Expectation, growthOf } from './expectations';
import { SLOS_EACH } from './generatePhases';
import {
  EXACT_DRY_RUN_NOTE,
  type ExactDryRuns,
  exactDryRunTable,
  WHAT_IF_NOTE,
  whatIfTable,
} from './measureDryRun';
import type { MeasurementFigures } from './measurementChild';
import { MEASUREMENT_NOTE, measurementTable } from './measureMeasurements';
import type { PhaseRow } from './measurePhases';
import { TAB_NOTE, tabSizeLine, tabTable } from './measureTab';
import type { DemoRun, WholeWayResults } from './measureWholeWay';
import type { PhaseName } from './phases';
import { median, quantile } from './statistics';
import { formatMb, formatMs, table } from './tables';
import type { WholeWay } from './wholeWay';

export interface Results {
  /** ISO date. */
  date: string;
  machine: string;
  phases: PhaseRow[];
  exactDryRuns: ExactDryRuns;
  measurements: MeasurementFigures;
  wholeWay: WholeWayResults;
  expectations: Expectation[];
}

const PHASE_TITLES: Record<PhaseName, string> = {
  generate: 'Generate, one service',
  generate_services: 'Generate, services of 10',
  validate: 'Validate (promtool and schemas)',
  rule_tests: 'Rule tests',
  dry_run: 'Dry run, 30 days, fast mode',
  guard: 'Guard without Prometheus',
  guard_prometheus: 'Guard with Prometheus',
  pull_request: 'Pull request',
};

export function renderReport(results: Results): string {
  const { date, machine, phases, exactDryRuns, wholeWay } = results;
  return [
    `Measured on ${date} by \`npm run bench\`: ${machine}. Absolute figures are this machine's; the ratios travel.`,
    '## What was expected',
    results.expectations.map(renderExpectation).join('\n'),
    '## The whole way of one service',
    `The demo's two approved SLOs over HTTP against the running portal, Prometheus and Git host, ${wholeWay.demo.runs.length} runs after the first. Each run has other objectives, so that there is something to deploy, and begins when the one before is merged and loaded.`,
    wholeWayTable(wholeWay.demo),
    'Generate is the whole request: files, promtool, schemas, the exact dry run (every 30 s over 30 days), storage and audit. Validate only is the same request with `validation_only`, whose dry run is the fast one, made after the merge and not part of the whole way. Approve is the guard with Prometheus, the approval and its audit entry. The pull request is judged again before it is opened.',
    '## The whole way by the number of SLOs',
    sizesTable(wholeWay.sizes),
    "The same steps for synthetic SLOs of one service; their pull requests are closed, not merged. Nearly all of it is the dry run, whose deadline (60 s unless configured) is raised here, so that it is measured to its end. Memory is the portal's process: resident before the first run of the size, and at its peak.",
    '## The tab in the browser',
    tabSizeLine(wholeWay.tab),
    tabTable(wholeWay.tab),
    TAB_NOTE,
    '## Measuring the SLOs in force',
    measurementTable(results.measurements),
    MEASUREMENT_NOTE,
    '## Generation by the number of SLOs',
    generationTable(phases),
    `Every artifact type, for services of ${SLOS_EACH} SLOs each, one generation after the other in one process. Growth is the time for one SLO beside that in the first row: 1 is linear. Memory is that of the process, whose input, the SLOs of all services, stays; what a generation made is let go before the next.`,
    '## Validation beside bare promtool',
    besideTable(phases, 'validate'),
    'Validation is what the plugin does with the files of the service, apart from the replay, the rule tests (below) and the snippet for Alertmanager: it writes the rule files, runs promtool once, reads its output, reads the rules for the dry run, and checks the dashboard and every runbook against their schemas. Bare promtool is `promtool check rules` on the same rule files, already written. They take turns; the ratio is the median of the pairs. The memory of promtool is its own, and comes on top of the validating process.',
    '## Rule tests beside bare promtool',
    besideTable(phases, 'rule_tests'),
    'Every rule test of the service, none of them remembered: it reads the tests and the rules, gives each test only the rules that it needs, runs promtool on a few tests at a time and reads its output. Bare promtool is one `promtool test rules` on the same tests beside the whole rule files, as they are shipped. They take turns; the ratio is the median of the pairs. It evaluates every rule of the service for every test, which grows with the square and takes minutes for ten SLOs: more than one is not waited for.',
    '## Exact dry run beside its bare range queries',
    exactDryRunTable(exactDryRuns),
    EXACT_DRY_RUN_NOTE,
    '## What if',
    whatIfTable(exactDryRuns),
    WHAT_IF_NOTE,
    '## Phases',
    phasesTable(phases),
    "Each row is a process of its own that calls the plugin's modules; SLOs are ratio and threshold in turn, all of one service, and share no query. First is the first call in the process, with nothing compiled and no connection open; the other columns leave it out, except where there was no second run. P95 is by nearest rank, so below 20 runs it is the slowest. Idle is the memory of the process with everything loaded, peak the highest it came to over all runs. The dry run asks the real Prometheus for 30 days; the guard without Prometheus has a catalog in memory and the audit log in SQLite; the pull request goes to the Git host of the testbed, over HTTP and into a real repository.",
  ].join('\n\n');
}

export function renderExpectation({
  what,
  measured,
  met,
}: Expectation): string {
  return `- ${met ? 'met' : 'not met'}: ${what} (${measured})`;
}

function wholeWayTable({ first, runs }: WholeWayResults['demo']) {
  const row = (title: string, key: keyof DemoRun, spec: string[]) => {
    const values = runs.map(run => run[key]);
    const ours = [median(values), quantile(values, 0.95), first[key]];
    return [title, ...ours.map(formatMs), ...spec];
  };
  return table(
    ['', 'median', 'p95', 'first', 'spec: target', 'median', 'p95'],
    [
      row('Generate and validate', 'generate', ['60 s', '35 s', '55 s']),
      row('Validate only', 'validate', ['45 s', '20 s', '40 s']),
      row('Approve (guard)', 'approve', ['10 s', '2 s', '5 s']),
      row('Pull request', 'pullRequest', ['20 s', '8 s', '15 s']),
      row('Whole way', 'whole', ['2 min', '1 min', '1.5 min']),
    ],
  );
}

function sizesTable(sizes: WholeWayResults['sizes']) {
  return table(
    [
      'SLOs',
      'generate',
      'approve',
      'pull request',
      'whole',
      'runs',
      'idle',
      'peak',
    ],
    sizes.map(({ size, runs, idleMb, peakMb }) => {
      const of = (key: keyof WholeWay) =>
        formatMs(median(runs.map(run => run[key])));
      return [
        String(size),
        ...[of('generate'), of('approve'), of('pullRequest'), of('whole')],
        String(runs.length),
        formatMb(idleMb),
        formatMb(peakMb),
      ];
    }),
  );
}

/** By size, with the time for one SLO against that of the smallest. */
export function generationTable(phases: PhaseRow[]): string {
  const rows = phases.filter(({ phase }) => phase === 'generate_services');
  return table(
    [
      'SLOs',
      'services',
      'median',
      'p95',
      'one SLO',
      'growth',
      'files',
      'text',
      'idle',
      'peak',
    ],
    rows.map(({ size, ms, produced, idleMb, peakMb }) => [
      String(size),
      String(Math.ceil(size / SLOS_EACH)),
      formatMs(median(ms)),
      formatMs(quantile(ms, 0.95)),
      formatMs(median(ms) / size),
      growthOf(phases, size).toFixed(2),
      String(produced?.files ?? 0),
      formatMb((produced?.bytes ?? 0) / 1024 ** 2),
      formatMb(idleMb),
      formatMb(peakMb),
    ]),
  );
}

/** A phase that took turns with promtool alone. */
export function besideTable(phases: PhaseRow[], phase: PhaseName): string {
  const rows = phases.filter(row => row.phase === phase);
  return table(
    [
      'SLOs',
      'files',
      'ours',
      'bare promtool',
      'ratio',
      'peak',
      'promtool’s peak',
    ],
    rows.flatMap(({ size, ms, peakMb, beside }) =>
      beside
        ? [
            [
              String(size),
              `${Math.round(beside.bytes / 1024)} kB`,
              formatMs(median(ms)),
              formatMs(median(beside.ms)),
              beside.ratio.toFixed(2),
              formatMb(peakMb),
              formatMb(beside.peakMb),
            ],
          ]
        : [],
    ),
  );
}

export function phasesTable(phases: PhaseRow[]) {
  return table(
    ['', 'SLOs', 'median', 'p95', 'first', 'runs', 'idle', 'peak'],
    phases.map(({ phase, size, firstMs, ms, idleMb, peakMb }) => {
      const warm = ms.length > 0 ? ms : [firstMs];
      return [
        PHASE_TITLES[phase],
        String(size),
        formatMs(median(warm)),
        formatMs(quantile(warm, 0.95)),
        formatMs(firstMs),
        String(ms.length + 1),
        formatMb(idleMb),
        formatMb(peakMb),
      ];
    }),
  );
}

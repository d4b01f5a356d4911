import { InputError } from '@backstage/errors';
import type {
  AlertFiring,
  BacktestAnswer,
  BacktestRequest,
  DryRunResult,
  SliCurve,
  Slo,
  WhatIfAnswer,
  WhatIfChanges,
} from '@slo-scout/backstage-plugin-slo-scout-common';

const START = Date.parse('2026-10-24T12:00:00Z');
const DAYS = 30;
const CELL_SECONDS = 3_600;
const CELLS = (DAYS * 86_400) / CELL_SECONDS;
// Hours without any event.
const SILENT = [400, 401];

/** What happened in the 30 days that the replays are about. */
const INCIDENTS = [
  { cell: 236, minutes: 30, badShare: 0.03, value: 0.9 },
  { cell: 537, minutes: 15, badShare: 0.016, value: 0.4 },
  { cell: 640, minutes: 8, badShare: 0.004, value: 0.25 },
];
const FAST_BURN = 14.4;

type Incident = (typeof INCIDENTS)[number];

const at = (seconds: number) =>
  new Date(START + seconds * 1000).toISOString().replace('.000Z', 'Z');

/** The SLI of the incidents, and what they leave of the budget. */
export function aCurve(over: Partial<SliCurve> = {}): SliCurve {
  const objective = over.objective ?? 0.999;
  const window = over.window ?? '30d';
  const budget = (1 - objective) * ((Number.parseInt(window, 10) || 30) * 24);
  let spent = 0;
  const sli = Array.from({ length: CELLS }, (_, cell) => {
    if (SILENT.includes(cell)) return null;
    return 1 - (INCIDENTS.find(i => i.cell === cell)?.badShare ?? 0.0005);
  });
  const budget_left = sli.map(share => {
    spent += share === null ? 0 : 1 - share;
    return 1 - spent / budget;
  });
  return {
    slo: 'payment_success_rate',
    labels: {},
    objective,
    window,
    start: at(0),
    step_seconds: CELL_SECONDS,
    sli,
    budget_left,
    ...over,
  };
}

function firing(incident: Incident, waitSeconds: number): AlertFiring {
  const breach = incident.cell * CELL_SECONDS;
  const end = breach + incident.minutes * 60;
  return {
    start: at(breach + waitSeconds),
    end: at(end),
    duration_seconds: end - breach - waitSeconds,
    peak: incident.badShare * 1000,
    breach_start: at(breach),
    seconds_to_fire: waitSeconds,
    budget_burnt: incident.badShare,
    budget_left: 0.62,
  };
}

/** A dry run with all that newer ones say, of the firings that the rule finds. */
export function aReplay(
  fires: (incident: Incident) => boolean,
  over: Partial<DryRunResult> = {},
  waitSeconds = 120,
): DryRunResult {
  const firings = INCIDENTS.filter(fires).map(i => firing(i, waitSeconds));
  const total = firings.reduce((sum, f) => sum + f.duration_seconds, 0);
  const average = firings.length > 0 ? total / firings.length : 0;
  return {
    verdict: 'passed',
    exact: true,
    range_days: DAYS,
    step_seconds: 30,
    coverage: 0.997,
    windows: [
      { window: '5m', coverage: 0.997, complete: 0.996 },
      { window: '1h', coverage: 0.99, complete: 0.98 },
    ],
    earliest_sample: at(-86_400),
    gaps: [
      { start: at(1_440_000), end: at(1_447_200), duration_seconds: 7200 },
    ],
    retention_seconds: 35 * 86_400,
    historical_trigger_count: firings.length,
    avg_duration_seconds: average,
    alerts_per_month: firings.length,
    instance: 'production',
    time_zone: 'Europe/Berlin',
    start: at(0),
    end: at(DAYS * 86_400),
    alerts: [
      {
        alert: 'PaymentSuccessRateBudgetBurn',
        labels: { severity: 'critical', slo: 'payment_success_rate' },
        firings,
        statistics: {
          count: firings.length,
          avg_duration_seconds: average,
          longest_seconds: Math.max(0, ...firings.map(f => f.duration_seconds)),
          alerts_per_month: firings.length,
          night_share: 0.25,
          weekend_share: 0.5,
          flaps: 1,
          overlaps: [
            { alert: 'PaymentSuccessRateSlowBurn', seconds: 600, share: 0.4 },
          ],
        },
      },
    ],
    curves: [aCurve()],
    ...over,
  };
}

/** As the backend answers: fewer firings where less is promised. */
export function answerWhatIf(
  slo: Slo,
  changes: WhatIfChanges,
  queries: number,
): WhatIfAnswer {
  const base = slo.draft ?? slo;
  const objective = changes.objective ?? base.objective;
  const window = changes.window ?? base.window;
  if (!(objective > 0 && objective < 1)) {
    throw new InputError(
      'An objective of 100 % leaves no error budget: choose one below 100 %.',
    );
  }
  const minutes = Number.parseInt(
    changes.alert_for ?? base.alert_for ?? '5',
    10,
  );
  const { sli } = base;
  const limit =
    sli.kind === 'threshold' ? changes.threshold ?? sli.threshold : 0;
  const result =
    sli.kind === 'threshold'
      ? aReplay(i => i.value > limit && i.minutes > minutes, {}, minutes * 60)
      : aReplay(i => i.badShare / (1 - objective) >= FAST_BURN);
  const document = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${slo.name}
spec:
  objectives:
    - target: ${objective}
  timeWindow:
    - duration: ${window}
`;
  return {
    result: {
      ...result,
      curves: [aCurve({ objective, window, slo: slo.name })],
    },
    notes: [],
    document,
    base_revision: base.revision,
    queries,
  };
}

/** Replays whatever was given as one rule that is more nervous than ours. */
export function answerBacktest(
  request: BacktestRequest,
  slos: Slo[],
): BacktestAnswer {
  const text = request.content ?? '';
  if (request.path === undefined && !text.includes('alert:')) {
    throw new InputError('The file has no alerting rule.');
  }
  const exact = request.mode !== 'fast';
  const rule = {
    alert: /alert: *(\w+)/.exec(text)?.[1] ?? 'PaymentErrors',
    labels: { severity: 'page' },
  };
  const theirs = aReplay(() => true, { exact, curves: undefined });
  return {
    theirs: {
      ...theirs,
      alerts: theirs.alerts.map(replay => ({ ...replay, ...rule })),
    },
    ours: slos.some(slo => slo.status === 'approved')
      ? aReplay(i => i.badShare >= 0.01, { exact })
      : undefined,
    fidelity: [
      {
        alert: rule.alert,
        both: 2,
        only_replayed: [
          { start: at(640 * CELL_SECONDS), end: at(640 * CELL_SECONDS + 480) },
        ],
        only_recorded: [],
        agreement: 0.86,
      },
    ],
  };
}

import type {
  Slo,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  Decimal,
  parseDuration,
  printNumber,
  Unit,
  unitOf,
} from '../../promql';
import { countsOf } from '../indicator/countsOf';
import type { SloNames } from '../names';
import { compare, Prepared, PreparedSlo } from '../prepare';
import type { GeneratorInput } from '../types';
import { budgetOf, hoursToExhaustion, paceOf } from './burnRates';
import { beyond, inWords, PlannedAlert, within } from './plan';
import { literal, literals } from './template';

/** What a tired person reads first: what happens, how bad it is, and where to go. */
export function annotationsOf(context: {
  input: GeneratorInput;
  prepared: Prepared;
  slo: PreparedSlo;
  /** Labels by which the SLO has a budget of its own for each value. */
  groupedBy: string[];
  alert: PlannedAlert;
}): Record<string, string> {
  const { input, prepared, slo, groupedBy, alert } = context;
  const added = Object.entries(input.rules?.annotations ?? {}).sort(
    ([a], [b]) => compare(a, b),
  );
  return {
    summary: `${literal(slo.labels.service)}: ${summary(
      slo.slo,
      groupedBy,
      alert,
    )}`,
    description: description(slo, alert),
    runbook_url: literal(input.target.fileUrl(slo.runbookPagePath)),
    dashboard_url: literal(prepared.dashboardUrl),
    ...literals(Object.fromEntries(added)),
  };
}

// By the SLO's name: what people call it is often a sentence of its own, and
// "Checkout is fast is above 0.2" helps nobody at night.
function summary(
  slo: Slo,
  groupedBy: string[],
  { kind }: PlannedAlert,
): string {
  const group = groupedBy.map(label => `${label} {{ $labels.${label} }}`);
  const of = group.length === 0 ? '' : ` (${group.join(', ')})`;
  switch (kind.is) {
    case 'threshold':
      return `${slo.name}${of} is ${beyond(kind.sli)}`;
    case 'burn_rate':
      return `${slo.name}${of} burns its error budget ${paceOf(kind.pair)}`;
    case 'budget_exhausted':
      return `${slo.name}${of} has used up its error budget`;
    default:
      return `${slo.name} has no data`;
  }
}

function description(
  { slo, names }: PreparedSlo,
  { kind, holds }: PlannedAlert,
): string {
  const allowed = `the objective allows ${percent(budgetOf(slo))}`;
  const share = `{{ $value | humanizePercentage }} of ${wereBad(slo, names)}`;
  switch (kind.is) {
    case 'threshold':
      return `The value has been ${beyond(kind.sli)} for ${inWords(
        holds!,
      )}; it is ${valueOf(kind.sli)} now and should be ${within(
        kind.sli,
      )}. Follow the runbook.`;
    case 'burn_rate': {
      const { pair } = kind;
      const left = hoursToExhaustion(pair, slo.window);
      return `In the last ${span(
        pair.long,
      )} ${share}, and it goes on; ${allowed}. At this pace the error budget of ${span(
        slo.window,
      )} is gone in ${left} or less. Follow the runbook.`;
    }
    case 'budget_exhausted':
      return `In the last ${span(
        slo.window,
      )} ${share}; ${allowed}. It counts from when the rules were loaded: until that is ${span(
        slo.window,
      )} ago, the share is of less time. The objective is missed until old failures leave the window: hold back risky changes, and see on the dashboard when the budget went. Follow the runbook.`;
    default:
      return `For ${inWords(
        holds!,
      )} nothing was recorded for the indicator, though not for lack of traffic. Nobody knows whether the objective of ${objectivePercent(
        slo,
      )} % is met, and alerts on its budget may stay silent. See whether the service is scraped, whether its metrics were renamed, and whether its rules are evaluated. Follow the runbook.`;
  }
}

/** "events were bad": what the share of bad ones is a share of, for people. */
function wereBad(slo: Slo, { window }: SloNames): string {
  if (slo.budgeting?.method === 'timeslices') {
    return `slices of ${window} were bad`;
  }
  if (slo.budgeting !== undefined) {
    return `events were bad, as a mean over slices of ${window}`;
  }
  if (slo.sli.kind === 'raw_ratio') return 'events were bad, as a mean';
  return countsOf(slo) === 'events'
    ? 'events were bad'
    : 'measurements were bad';
}

const HUMANIZED: Record<Unit, string> = {
  seconds: '{{ $value | humanizeDuration }}',
  bytes: '{{ $value | humanize1024 }}B',
  ratio: '{{ $value | humanizePercentage }}',
};

/** The value that Prometheus puts in, in its unit where the metric's name says one. */
function valueOf({ query }: ThresholdSli): string {
  const unit = unitOf(query);
  return unit === undefined ? '{{ $value | humanize }}' : HUMANIZED[unit];
}

const SPANS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "hour", "6 hours", "30 days", to stand after "the last". */
function span(duration: string): string {
  const length = parseDuration(duration);
  const unit = SPANS.find(([, size]) => length % size === 0);
  if (!unit) return duration;
  const count = length / unit[1];
  return count === 1 ? unit[0] : `${count} ${unit[0]}s`;
}

function percent(share: Decimal): string {
  return `${printNumber(share.times(Decimal.of(100)))} %`;
}

/** The objective in percent, exact. */
export function objectivePercent(slo: Slo): string {
  return printNumber(Decimal.of(slo.objective).times(Decimal.of(100)));
}

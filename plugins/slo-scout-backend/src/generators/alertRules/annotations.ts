import type {
  Slo,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, printNumber, quote, Unit, unitOf } from '../../promql';
import { compare, Prepared, PreparedSlo } from '../prepare';
import type { GeneratorInput } from '../types';
import { countedAs, percent, span } from '../wording';
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
  const group = groupedBy.map(label => `${label} ${labelTemplate(label)}`);
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

/** The value that Prometheus puts in for a label. */
function labelTemplate(label: string): string {
  return /^[A-Za-z_]\w*$/.test(label)
    ? `{{ $labels.${label} }}`
    : `{{ index $labels ${quote(label)} }}`;
}

function description(
  { slo, names }: PreparedSlo,
  { kind, holds }: PlannedAlert,
): string {
  const allowed = `the objective allows ${percent(budgetOf(slo))}`;
  const { what, how } = countedAs(slo, names);
  const share = `{{ $value | humanizePercentage }} of ${what} were bad${how}`;
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

/** The objective in percent, exact. */
export function objectivePercent(slo: Slo): string {
  return printNumber(Decimal.of(slo.objective).times(Decimal.of(100)));
}

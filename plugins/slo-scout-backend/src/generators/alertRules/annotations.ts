import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, printNumber } from '../../promql';
import type { Prepared, PreparedSlo } from '../prepare';
import type { GeneratorInput } from '../types';
import { hoursToExhaustion, paceOf } from './burnRates';
import { beyond, PlannedAlert, within } from './plan';
import { literal } from './template';

/** What a tired person reads first: what happens, how bad it is, and where to go. */
export function annotationsOf(context: {
  input: GeneratorInput;
  prepared: Prepared;
  slo: PreparedSlo;
  alert: PlannedAlert;
}): Record<string, string> {
  const { input, prepared, slo, alert } = context;
  return {
    summary: `${literal(slo.labels.service)}: ${summary(slo.slo, alert)}`,
    description: description(slo.slo, alert),
    runbook_url: literal(input.target.fileUrl(slo.runbookPath)),
    dashboard_url: literal(prepared.dashboardUrl),
  };
}

// By the SLO's name: what people call it is often a sentence of its own, and
// "Checkout is fast is above 0.2" helps nobody at night.
function summary(slo: Slo, { kind }: PlannedAlert): string {
  const name = literal(slo.name);
  switch (kind.is) {
    case 'threshold':
      return `${name} is ${beyond(kind.sli)}`;
    case 'burn_rate':
      return `${name} burns its error budget ${paceOf(kind.pair)}`;
    default:
      return `${name} has no data`;
  }
}

function description(slo: Slo, { kind }: PlannedAlert): string {
  switch (kind.is) {
    case 'threshold':
      return `The value has been ${beyond(
        kind.sli,
      )} for 5 minutes; it is {{ $value | humanize }} now and should be ${within(
        kind.sli,
      )}. Follow the runbook.`;
    case 'burn_rate': {
      const { pair } = kind;
      const left = hoursToExhaustion(pair, slo.window);
      return `In the last ${pair.long}, {{ $value | humanizePercentage }} of ${
        slo.sli.kind === 'ratio' ? 'events' : 'measurements'
      } were bad, and it goes on; the objective allows ${budgetPercent(
        slo,
      )} %. At this pace the error budget of ${
        slo.window
      } is gone in ${left} or less. Follow the runbook.`;
    }
    default:
      return `For 10 minutes nothing was recorded for the indicator. Nobody knows whether the objective of ${objectivePercent(
        slo,
      )} % is met. See whether the service is scraped and its rules are evaluated.`;
  }
}

/** The objective in percent, exact. */
export function objectivePercent(slo: Slo): string {
  return printNumber(Decimal.of(slo.objective).times(Decimal.of(100)));
}

function budgetPercent(slo: Slo): string {
  const budget = Decimal.of(1).minus(Decimal.of(slo.objective));
  return printNumber(budget.times(Decimal.of(100)));
}

import type {
  Severity,
  Slo,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, formatDuration, parseDuration, unitOf } from '../../promql';
import type { PreparedSlo } from '../prepare';
import { printQuantity } from '../quantity';
import {
  BurnRatePair,
  burnRatePairs,
  budgetOf,
  hoursToExhaustion,
  paceOf,
} from './burnRates';
import { minimumEvents } from './minimumEvents';

/** An alert before it has an expression: what the rule, the runbook and the rule tests say of it. */
export interface PlannedAlert {
  name: string;
  /** In our words; the label has the organisation's (`RuleOptions.severities`). */
  severity: Severity;
  /** The rule's `for`; absent where the windows are the wait. */
  holds?: string;
  kind:
    | { is: 'threshold'; sli: ThresholdSli }
    | { is: 'burn_rate'; pair: BurnRatePair }
    | {
        is: 'budget_exhausted';
        /** Share of bad events that the whole window may have. */
        budget: Decimal;
        /** As `BurnRatePair.minimumEvents`, over the SLO's window. */
        minimumEvents: number;
      }
    | { is: 'no_data' };
  /** One sentence, for the runbook. */
  means: string;
}

/** How long a value must be beyond its limit where the SLO does not say: the specification's. */
const THRESHOLD_HOLDS = '5m';

/**
 * The alerts of an SLO. Those that must wake somebody have the SLO's severity;
 * those that can wait for the morning (budget burning slowly or used up, data
 * missing) are one step below. `notes` has a sentence for each pair left out.
 */
export function planAlerts(prepared: PreparedSlo): {
  alerts: PlannedAlert[];
  notes: string[];
} {
  const { slo, names } = prepared;
  const { pairs, notes } = burnRatePairs(slo);
  const alerts = [
    ...thresholdAlerts(prepared),
    ...pairs.map(pair => burnRateAlert(prepared, pair)),
    exhaustedAlert(prepared),
    noDataAlert(names.alertPrefix, slo.severity, noDataHolds(pairs)),
  ];
  return { alerts, notes };
}

function thresholdAlerts({ slo, names }: PreparedSlo): PlannedAlert[] {
  const { sli, alert_for: holds = THRESHOLD_HOLDS } = slo;
  if (sli.kind !== 'threshold') return [];
  const high = sli.op === 'lt' || sli.op === 'lte';
  return [
    {
      name: `${names.alertPrefix}${high ? 'High' : 'Low'}`,
      severity: slo.severity,
      holds,
      kind: { is: 'threshold', sli },
      means: `The measured value was ${beyond(sli)} for ${inWords(holds)}.`,
    },
  ];
}

function burnRateAlert(
  { slo, names }: PreparedSlo,
  pair: BurnRatePair,
): PlannedAlert {
  return {
    name: `${names.alertPrefix}BurnRate${pair.long}`,
    severity: pair.tier === 'page' ? slo.severity : below(slo.severity),
    kind: { is: 'burn_rate', pair },
    means: `The error budget burns ${paceOf(
      pair,
    )}; all of it would be gone in ${hoursToExhaustion(pair, slo.window)}.`,
  };
}

function exhaustedAlert({ slo, names }: PreparedSlo): PlannedAlert {
  const budget = budgetOf(slo);
  return {
    name: `${names.alertPrefix}BudgetExhausted`,
    severity: below(slo.severity),
    kind: {
      is: 'budget_exhausted',
      budget,
      minimumEvents: minimumEvents(slo, budget, slo.window),
    },
    means: `The error budget of ${slo.window} is used up: the objective is missed until old failures leave the window.`,
  };
}

function noDataAlert(
  prefix: string,
  severity: Severity,
  holds: string,
): PlannedAlert {
  return {
    name: `${prefix}NoData`,
    severity: below(severity),
    holds,
    kind: { is: 'no_data' },
    means: `For ${inWords(
      holds,
    )} there was no data for the indicator: nobody knows whether the objective is met.`,
  };
}

const LEAST_NO_DATA = 5;
const MOST_NO_DATA = 60;

/**
 * How long data may be missing: as long as the fastest pair would take to
 * notice that everything fails, which is when bad events fill its share of
 * the long window:
 *
 *     for = threshold × long window, in whole minutes, rounded up,
 *           at least 5 minutes, at most 1 hour
 *
 * 14.4 × 0.001 × 1 h is 52 s, so 5 minutes; 13.44 × 0.05 × 1 h is 41 minutes.
 * Without any pair it is 1 hour.
 */
function noDataHolds([fastest]: BurnRatePair[]): string {
  const minutes = fastest
    ? fastest.threshold
        .times(Decimal.of(parseDuration(fastest.long) / 60_000))
        .ceil()
    : MOST_NO_DATA;
  const held = Math.min(MOST_NO_DATA, Math.max(LEAST_NO_DATA, minutes));
  return formatDuration(held * 60_000);
}

/** A duration of whole minutes up to an hour, for people. */
export function inWords(duration: string): string {
  const minutes = parseDuration(duration) / 60_000;
  return minutes === 60 ? '1 hour' : `${minutes} minutes`;
}

/** "above 200 ms", for a value that should be below. */
export function beyond(sli: ThresholdSli): string {
  const high = sli.op === 'lt' || sli.op === 'lte';
  return `${high ? 'above' : 'below'} ${limitOf(sli)}`;
}

/** "below 200 ms", for a value that is. */
export function within(sli: ThresholdSli): string {
  const words = {
    lt: 'below',
    lte: 'at most',
    gt: 'above',
    gte: 'at least',
  };
  return `${words[sli.op]} ${limitOf(sli)}`;
}

function limitOf({ query, threshold }: ThresholdSli): string {
  return printQuantity(threshold, unitOf(query));
}

const BELOW: Record<Severity, Severity> = {
  critical: 'high',
  high: 'medium',
  medium: 'low',
  low: 'low',
};

function below(severity: Severity): Severity {
  return BELOW[severity];
}

/** The name for people, where there is one. */
export function titleOf(slo: Slo): string {
  return slo.display_name ?? slo.name;
}

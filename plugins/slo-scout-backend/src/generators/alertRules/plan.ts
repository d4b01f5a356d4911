import type {
  Severity,
  Slo,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { printNumber } from '../../promql';
import type { PreparedSlo } from '../prepare';
import {
  BurnRatePair,
  burnRatePairs,
  hoursToExhaustion,
  paceOf,
} from './burnRates';

/** An alert before it has an expression: what the rule, the runbook and the dashboard say of it. */
export interface PlannedAlert {
  name: string;
  severity: Severity;
  kind:
    | { is: 'burn_rate'; pair: BurnRatePair }
    | { is: 'threshold'; sli: ThresholdSli }
    | { is: 'no_data' };
  /** One sentence, for the runbook. */
  means: string;
}

/**
 * The alerts of an SLO. Those that must wake somebody have the SLO's severity;
 * those that can wait for the morning (budget burning slowly, data missing)
 * are one step below.
 */
export function planAlerts(prepared: PreparedSlo): {
  alerts: PlannedAlert[];
  notes: string[];
} {
  const { slo, names } = prepared;
  const { pairs, notes } = burnRatePairs(slo);
  const alerts: PlannedAlert[] = [];
  if (slo.sli.kind === 'threshold') {
    const high = slo.sli.op === 'lt' || slo.sli.op === 'lte';
    alerts.push({
      name: `${names.alertPrefix}${high ? 'High' : 'Low'}`,
      severity: slo.severity,
      kind: { is: 'threshold', sli: slo.sli },
      means: `The measured value was ${beyond(slo.sli)} for five minutes.`,
    });
  }
  for (const pair of pairs) {
    alerts.push({
      name: `${names.alertPrefix}BurnRate${pair.long}`,
      severity: pair.tier === 'page' ? slo.severity : below(slo.severity),
      kind: { is: 'burn_rate', pair },
      means: `The error budget burns ${paceOf(
        pair,
      )}; all of it would be gone in ${hoursToExhaustion(pair, slo.window)}.`,
    });
  }
  alerts.push({
    name: `${names.alertPrefix}NoData`,
    severity: below(slo.severity),
    kind: { is: 'no_data' },
    means:
      'For ten minutes there was no data for the indicator: nobody knows whether the objective is met.',
  });
  return { alerts, notes };
}

/** "above 0.2", for a value that should be below. */
export function beyond(sli: ThresholdSli): string {
  const high = sli.op === 'lt' || sli.op === 'lte';
  return `${high ? 'above' : 'below'} ${printNumber(sli.threshold)}`;
}

/** "below 0.2", for a value that is. */
export function within(sli: ThresholdSli): string {
  const words = {
    lt: 'below',
    lte: 'at most',
    gt: 'above',
    gte: 'at least',
  };
  return `${words[sli.op]} ${printNumber(sli.threshold)}`;
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

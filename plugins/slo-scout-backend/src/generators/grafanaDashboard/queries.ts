import { Decimal, printNumber, printSelector } from '../../promql';
import type { PreparedSlo } from '../prepare';
import { INTERVAL_SECONDS } from '../ruleFile';

/** A recorded series of the SLO, of the service and environment that are chosen in the dashboard. */
function series(
  { names, slo }: PreparedSlo,
  name: 'value' | 'bad' | 'total',
): string {
  return printSelector(names[name], [
    { label: 'service', op: '=', value: '$service' },
    { label: 'environment', op: '=', value: '$environment' },
    { label: 'slo', op: '=', value: slo.name },
  ]);
}

/** The success ratio or the measured value. */
export function valueQuery(slo: PreparedSlo): string {
  return series(slo, 'value');
}

function errorRatio(slo: PreparedSlo, window: string): string {
  const sum = (name: 'bad' | 'total') =>
    `sum_over_time(${series(slo, name)}[${window}])`;
  return `${sum('bad')} / ${sum('total')}`;
}

function budget({ slo }: PreparedSlo): string {
  return printNumber(Decimal.of(1).minus(Decimal.of(slo.objective)));
}

/** How many times faster than allowed the budget burned over the window. */
export function burnRateQuery(slo: PreparedSlo, window: string): string {
  return `${errorRatio(slo, window)} / ${budget(slo)}`;
}

/** Share of the budget that is left, weighted by events: below 0 when overspent. */
export function budgetLeftQuery(slo: PreparedSlo): string {
  return `1 - ${errorRatio(slo, slo.slo.window)} / ${budget(slo)}`;
}

function firing(slo?: PreparedSlo): string {
  return printSelector('ALERTS', [
    { label: 'alertstate', op: '=', value: 'firing' },
    { label: 'service', op: '=', value: '$service' },
    { label: 'environment', op: '=', value: '$environment' },
    ...(slo ? [{ label: 'slo', op: '=' as const, value: slo.slo.name }] : []),
  ]);
}

/** Every firing alert of the service, for the annotation. */
export function firingQuery(): string {
  return firing();
}

/** Seconds for which each alert fired within the dashboard's range. */
export function breachDurationQuery(slo: PreparedSlo): string {
  return `sum by (alertname, severity) (count_over_time(${firing(
    slo,
  )}[$__range])) * ${INTERVAL_SECONDS}`;
}

/** When each alert fired last, in milliseconds. */
export function lastBreachQuery(slo: PreparedSlo): string {
  return `max by (alertname, severity) (max_over_time(timestamp(${firing(
    slo,
  )})[$__range:1m])) * 1000`;
}

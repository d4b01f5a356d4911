import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, parseDuration } from '../../promql';
import { countsOf } from '../indicator/countsOf';
import { INTERVAL_SECONDS } from '../ruleFile';

const ONE = Decimal.of(1);

/**
 * How many events a window must hold to be evidence: with fewer than
 * `ceil(1 / threshold)`, a single bad one would be above the threshold.
 *
 * A window holds only so many evaluations, one every 30 seconds. Where those
 * are what is counted, half of them is enough: else an alert of a strict
 * objective could never fire.
 */
export function minimumEvents(
  slo: Slo,
  threshold: Decimal,
  window: string,
): number {
  const events = ONE.dividedBy(threshold).ceil();
  return countsOf(slo) === 'events'
    ? events
    : Math.min(
        events,
        Math.floor(parseDuration(window) / 1000 / INTERVAL_SECONDS / 2),
      );
}

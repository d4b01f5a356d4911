import type {
  SloRevision,
  WhatIfAnswer,
  WhatIfChanges,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { prometheusSeconds } from '../format/duration';

const DEFAULT_ALERT_MINUTES = 5;

/** The numbers of an SLO that can be tried out. */
export interface Numbers {
  objective: number;
  window: string;
  /** Of threshold indicators only. */
  threshold?: number;
  /** How long a value must be beyond its limit; matters for thresholds only. */
  alertMinutes: number;
}

export function numbersOf(slo: SloRevision): Numbers {
  const seconds = prometheusSeconds(slo.alert_for ?? '');
  return {
    objective: slo.objective,
    window: slo.window,
    threshold: slo.sli.kind === 'threshold' ? slo.sli.threshold : undefined,
    alertMinutes:
      seconds === undefined ? DEFAULT_ALERT_MINUTES : Math.round(seconds / 60),
  };
}

/** What differs from the present numbers, and nothing else. */
export function changesOf(present: Numbers, numbers: Numbers): WhatIfChanges {
  return {
    ...(numbers.objective !== present.objective && {
      objective: numbers.objective,
    }),
    ...(numbers.window !== present.window && { window: numbers.window }),
    ...(numbers.threshold !== present.threshold && {
      threshold: numbers.threshold,
    }),
    ...(numbers.alertMinutes !== present.alertMinutes && {
      alert_for: `${numbers.alertMinutes}m`,
    }),
  };
}

/** How often people are alerted, before and after; two unknowns are never the same. */
export function direction(
  before: WhatIfAnswer,
  after: WhatIfAnswer,
): 'fewer' | 'more' | 'same' | 'incomparable' {
  const results = [before.result, after.result];
  if (results.some(result => result.verdict === 'inconclusive')) {
    return 'incomparable';
  }
  const [old, now] = results.map(result => result.alerts_per_month);
  if (now === old) return 'same';
  return now < old ? 'fewer' : 'more';
}

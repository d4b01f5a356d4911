import type { PreparedSlo } from '../prepare';
import type { Indicator } from './Indicator';
import { ratioIndicator } from './ratio';
import { thresholdIndicator } from './threshold';

/** The indicator of an SLO, by the kind of its SLI. */
export function indicatorOf(prepared: PreparedSlo): Indicator {
  const { sli } = prepared.slo;
  return sli.kind === 'ratio'
    ? ratioIndicator(prepared, sli)
    : thresholdIndicator(prepared, sli);
}

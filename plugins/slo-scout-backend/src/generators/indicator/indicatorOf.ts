import { PromqlSyntaxError } from '../../promql';
import { GenerationRefused } from '../GenerationRefused';
import type { PreparedSlo } from '../prepare';
import type { Indicator } from './Indicator';
import { ratioIndicator } from './ratio';
import { rawRatioIndicator } from './rawRatio';
import { thresholdIndicator } from './threshold';

/** The indicator of an SLO, by the kind of its SLI. */
export function indicatorOf(prepared: PreparedSlo): Indicator {
  const { sli, name } = prepared.slo;
  try {
    switch (sli.kind) {
      case 'ratio':
        return ratioIndicator(prepared, sli);
      case 'threshold':
        return thresholdIndicator(prepared, sli);
      default:
        return rawRatioIndicator(prepared, sli);
    }
  } catch (error) {
    // The query alone parses; what is made of it is deeper than the parser goes.
    if (!(error instanceof PromqlSyntaxError)) throw error;
    throw new GenerationRefused(
      `The query of the SLO ${name} is nested too deeply to stand in a rule. Simplify it.`,
    );
  }
}

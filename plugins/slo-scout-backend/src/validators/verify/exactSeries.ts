import type { Lookups } from './Lookups';
import { isOfTheQuestion } from './isOfTheQuestion';
import { type NamedSlo, questionsOf } from './questions';

/**
 * Why SLOs with `accuracy: exact` may not be generated; undefined where they may.
 * Their rules read raw data over windows of days at every evaluation, which costs
 * Prometheus in proportion to the series selected now: each selector's count,
 * summed, as each is read for itself.
 */
export async function refuseCostlyExact(
  slos: NamedSlo[],
  lookups: Lookups,
  maxSeries: number,
): Promise<string | undefined> {
  for (const slo of slos.filter(({ accuracy }) => accuracy === 'exact')) {
    const selectors = [...new Set(questionsOf(slo).map(q => q.text))];
    try {
      const counts = await Promise.all(selectors.map(s => lookups.count(s)));
      const series = counts.reduce((sum, count) => sum + count, 0);
      if (series > maxSeries) return tooMany(slo, series, maxSeries);
    } catch (error) {
      if (!isOfTheQuestion(error)) throw error;
      return notMeasurable(slo, error.message);
    }
  }
  return undefined;
}

/** For an SLO whose series could not be counted. */
export function notMeasurable(slo: NamedSlo, reason: string): string {
  return `The SLO ${
    slo.name
  } asks for accuracy: exact, but the series that its queries read could not be counted: ${reason.replace(
    /\.$/,
    '',
  )}. Generate again when Prometheus answers, or leave accuracy out.`;
}

function tooMany(slo: NamedSlo, series: number, maxSeries: number): string {
  return `The SLO ${slo.name} asks for accuracy: exact, but its queries read ${series} series; at most ${maxSeries} are allowed (sloScout.rules.exactMaxSeries). Record their sum by a rule and name that, narrow the selectors, or leave accuracy out: windows above 6 h are then summed up from the recorded pair.`;
}

import {
  inline,
  PromqlSyntaxError,
  selectors,
  tryParseDuration,
  type Recording,
} from '../promql';

const SIX_HOURS_MS = 6 * 3_600_000;

/**
 * The query with the expressions of recording rules in place of their series, for a
 * Prometheus that does not have the rules yet; undefined where it reads none of them.
 */
export function computed(
  expr: string,
  recordings: Recording[],
): string | undefined {
  try {
    // Rates over five minutes taken every five minutes still count each event once;
    // in short windows that would be too few of them.
    const step = longestRange(expr) > SIX_HOURS_MS ? '5m' : '1m';
    const inlined = inline(expr, recordings, { step });
    return inlined === expr ? undefined : inlined;
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return undefined;
    throw error;
  }
}

function longestRange(expr: string): number {
  return Math.max(
    0,
    ...selectors(expr).map(({ range }) => tryParseDuration(range ?? '') ?? 0),
  );
}

import type { LoadedGroup } from '../prometheus';
import { matches, PromqlSyntaxError, selectors } from '../promql';

/** Series that Prometheus writes of alerts that it has loaded. */
const OF_ALERTS = ['ALERTS', 'ALERTS_FOR_STATE'];
/** Labels that Prometheus adds to those of the rule. */
const ADDED = ['alertname', 'alertstate'];

/**
 * Whether a query reads alerts none of which is loaded. Its answer is empty then,
 * which does not mean that nothing happened.
 */
export function asksForUnloadedAlerts(
  expr: string,
  groups: LoadedGroup[],
): boolean {
  let read;
  try {
    read = selectors(expr).filter(s => OF_ALERTS.includes(s.metric ?? ''));
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return false;
    throw error;
  }
  const alerts = groups
    .flatMap(group => group.rules)
    .filter(rule => rule.kind === 'alerting');
  return (
    read.length > 0 &&
    !read.some(({ matchers }) =>
      alerts.some(alert =>
        matchers
          .filter(({ label }) => !ADDED.includes(label))
          .every(matcher =>
            matches(matcher, alert.labels[matcher.label] ?? ''),
          ),
      ),
    )
  );
}

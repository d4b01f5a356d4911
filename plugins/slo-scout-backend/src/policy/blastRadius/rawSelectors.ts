import { printSelector, selectors } from '../../promql';
import { type RuleChanges, recordingsOf } from './bundleRules';
import { Recordings } from './Recordings';

/** A selector of series that no rule of ours records. */
export interface RawSelector {
  metric: string | undefined;
  /** Name and matchers, without range and modifiers. */
  text: string;
}

/**
 * What the bundle's rules read in the end: recorded series are followed to the
 * selectors that they are recorded from. Each once.
 */
export function rawSelectors(changes: RuleChanges): RawSelector[] {
  const recordings = new Recordings(recordingsOf(changes));
  const found = new Map<string, RawSelector>();
  const followed = new Set<string>();
  const waiting = changes.bundle.map(rule => rule.expr);
  for (let expr = waiting.pop(); expr !== undefined; expr = waiting.pop()) {
    for (const selector of selectors(expr)) {
      const { metric, matchers } = selector;
      if (metric !== undefined && followed.has(metric)) continue;
      const recorded = recordings.of(selector);
      if (metric !== undefined && recorded.length > 0) {
        followed.add(metric);
        waiting.push(...recorded.map(rule => rule.expr));
      } else {
        const text =
          metric === undefined
            ? expr.slice(selector.from, selector.to)
            : printSelector(metric, matchers);
        found.set(text, { metric, text });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

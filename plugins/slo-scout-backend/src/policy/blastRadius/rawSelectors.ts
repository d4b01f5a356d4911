import { printSelector } from '../../promql';
import { type RuleChanges, recordingsOf, selectorsOf } from './bundleRules';
import { Recordings } from './Recordings';

/** A selector of series that no rule of ours records. */
export interface RawSelector {
  metric: string | undefined;
  /** Name and matchers, without range and modifiers. */
  text: string;
}

/**
 * What the bundle's rules read in the end: recorded series are followed to the
 * selectors that they are recorded from. Each once. Of a removal it is what nobody
 * will watch any more.
 */
export function rawSelectors(changes: RuleChanges): RawSelector[] {
  const recordings = new Recordings(recordingsOf(changes));
  const found = new Map<string, RawSelector>();
  const followed = new Set<string>();
  const waiting = [...changes.bundle, ...changes.gone];
  for (let rule = waiting.pop(); rule !== undefined; rule = waiting.pop()) {
    for (const selector of selectorsOf(rule)) {
      const { metric, matchers } = selector;
      if (metric !== undefined && followed.has(metric)) continue;
      const recorded = recordings.of(selector);
      if (metric !== undefined && recorded.length > 0) {
        followed.add(metric);
        waiting.push(...recorded);
      } else {
        const text =
          metric === undefined
            ? rule.expr.slice(selector.from, selector.to)
            : printSelector(metric, matchers);
        found.set(text, { metric, text });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

import { type Selector, inline, selectors } from '../../promql';
import type { BundleRule } from './bundleRules';

/** Recording rules by the name that they record. */
export class Recordings {
  readonly #byName = new Map<string, BundleRule[]>();

  constructor(rules: BundleRule[]) {
    for (const rule of rules) {
      const same = this.#byName.get(rule.name);
      if (same) same.push(rule);
      else this.#byName.set(rule.name, [rule]);
    }
  }

  /** The rules that record what the selector is of; none where nobody does. */
  of({ metric }: Selector): BundleRule[] {
    return metric === undefined ? [] : this.#byName.get(metric) ?? [];
  }

  /** The rule's expression with recorded series replaced by theirs, to any depth. */
  inlined({ expr, interval }: BundleRule): string {
    const recordings = this.#reachedFrom(expr).map(rule => ({
      record: rule.name,
      expr: rule.expr,
      labels: rule.labels,
    }));
    return recordings.length === 0
      ? expr
      : inline(expr, recordings, { step: `${interval}s` });
  }

  /** Of many rules an expression reads a few. */
  #reachedFrom(expr: string): BundleRule[] {
    const reached = new Set<BundleRule>();
    const waiting = [expr];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const rule of selectors(next).flatMap(selector =>
        this.of(selector),
      )) {
        if (reached.has(rule)) continue;
        reached.add(rule);
        waiting.push(rule.expr);
      }
    }
    return [...reached];
  }
}

import { type Selector, inline } from '../../promql';
import { type BundleRule, selectorsOf } from './bundleRules';

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
  inlined(rule: BundleRule): string {
    const { expr, interval } = rule;
    const recordings = this.#reachedFrom(rule).map(reached => ({
      record: reached.name,
      expr: reached.expr,
      labels: reached.labels,
    }));
    return recordings.length === 0
      ? expr
      : inline(expr, recordings, { step: `${interval}s` });
  }

  /** Of many rules an expression reads a few. */
  #reachedFrom(start: BundleRule): BundleRule[] {
    const reached = new Set<BundleRule>();
    const waiting = [start];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const direct = selectorsOf(next).flatMap(selector => this.of(selector));
      for (const rule of direct) {
        if (reached.has(rule)) continue;
        reached.add(rule);
        waiting.push(rule);
      }
    }
    return [...reached];
  }
}

import { formatDuration, inline } from '../../promql';
import type { Selector } from '../../promql/selectors';
import { labelTest, mayHold } from './labelTests';
import type { RecordedNames } from './plan';
import type { AlertRule, RecordingRule } from './ruleFile';

/** The recording rules that expressions may refer to, by the name that they record. */
export class RecordedRules {
  readonly #rules: RecordingRule[];
  readonly #step: string;
  readonly #byName = new Map<string, RecordingRule[]>();

  /** @param intervalSeconds - of groups that name none */
  constructor(rules: RecordingRule[], intervalSeconds: number) {
    this.#rules = rules;
    // Rules of one service share an interval; where they do not, the shortest is the most faithful.
    const shortest = Math.min(
      intervalSeconds,
      ...rules.flatMap(({ group }) => group.intervalSeconds ?? []),
    );
    this.#step = formatDuration(shortest * 1000);
    for (const rule of rules) {
      const known = this.#byName.get(rule.record);
      if (known) known.push(rule);
      else this.#byName.set(rule.record, [rule]);
    }
  }

  /**
   * Names as one rule sees them. A name without a rule is Prometheus' own.
   *
   * @param reader - undefined sees what is recorded at the very tick
   * @param onApproximation - told what could not be computed from recorded series
   */
  seenBy(
    reader: AlertRule | RecordingRule | undefined,
    onApproximation: (expr: string) => void,
  ): RecordedNames {
    return {
      find: selector => this.#find(selector, reader),
      approximate: expr => {
        onApproximation(expr);
        return this.inline(expr);
      },
    };
  }

  /** Expressions instead of recorded series; windows over them become subqueries. */
  inline(expr: string): string {
    return inline(expr, this.#rules, { step: this.#step });
  }

  #find(
    { metric, matchers }: Selector,
    reader: AlertRule | RecordingRule | undefined,
  ) {
    const named = metric === undefined ? undefined : this.#byName.get(metric);
    if (!named) return undefined;
    const tests = matchers.map(labelTest);
    const rules = named
      .filter(rule => mayHold(tests, rule.labels))
      .map(rule => ({ rule, delay: delayBetween(rule, reader) }));
    return rules.length > 0 ? { rules, tests } : undefined;
  }
}

/** A rule with a query offset writes into the past, and one that reads has one too. */
function delayBetween(
  writer: RecordingRule,
  reader: AlertRule | RecordingRule | undefined,
): number | undefined {
  if (!reader) return undefined;
  if (writer.group === reader.group && writer.position < reader.position) {
    return undefined;
  }
  return writer.group.queryOffsetSeconds - reader.group.queryOffsetSeconds;
}

import { evidenceOf, rawEvidence } from './evidence';
import { unsupportedTemplate } from './labelTemplate';
import { planExpression } from './plan';
import { type PlanNode, recordedBelow } from './planNode';
import type { RecordedRules } from './recordedNames';
import type { AlertRule, RecordingRule } from './ruleFile';
import { EvaluationError } from './vector';
import { reachOf, windowsOf } from './windowsOf';

/** How expressions are taken apart. */
export interface PlanningMode {
  recorded: RecordedRules;
  /**
   * Expressions take the place of recorded series, instead of recording them
   * tick by tick: the fast mode.
   */
  inlined: boolean;
  /** Every expression is asked as a whole. */
  whole?: boolean;
}

/** Plans of rules, each made once, and what follows from them. */
export class RulePlanner {
  readonly #mode: PlanningMode;
  readonly #plans = new Map<AlertRule | RecordingRule, PlanNode>();
  readonly #approximated = new Map<AlertRule | RecordingRule, string[]>();

  constructor(mode: PlanningMode) {
    this.#mode = mode;
  }

  /** Throws `PromqlSyntaxError`, and `EvaluationError` for what cannot be replayed. */
  readonly planOf = (rule: AlertRule | RecordingRule): PlanNode => {
    const known = this.#plans.get(rule);
    if (known) return known;
    const plan = this.#plan(rule);
    this.#plans.set(rule, plan);
    return plan;
  };

  /** Plans what is neither alert nor rule, and sees what is recorded at once. */
  planSelector(selector: string): PlanNode {
    const names = this.#mode.recorded.seenBy(undefined, () => {});
    return planExpression(selector, names);
  }

  /** Present where the alert has what it needs; undefined where it needs nothing. */
  evidenceOf(plan: PlanNode): PlanNode | undefined {
    return evidenceOf(plan, this.planOf);
  }

  /** Present where there are the series that the alert measures. */
  rawEvidenceOf(plan: PlanNode): PlanNode | undefined {
    return evidenceOf(plan, this.planOf, rawEvidence);
  }

  /** The windows that people read in it. Seconds. */
  windowsOf(plan: PlanNode): number[] {
    return windowsOf(plan, this.planOf);
  }

  /** How far it looks back at raw data. Seconds. */
  reachOf(plan: PlanNode): number {
    return reachOf(plan, this.planOf);
  }

  /** Parts of the rule, and of the rules that it reads, that are not computed from recorded series. */
  approximationsOf(rule: AlertRule | RecordingRule): string[] {
    const below = recordedBelow(this.planOf(rule)).flatMap(read =>
      this.approximationsOf(read),
    );
    return [...new Set([...(this.#approximated.get(rule) ?? []), ...below])];
  }

  #plan(rule: AlertRule | RecordingRule): PlanNode {
    const { recorded, inlined, whole } = this.#mode;
    const approximated: string[] = [];
    this.#approximated.set(rule, approximated);
    if (!inlined && !whole) {
      return planExpression(
        rule.expr,
        recorded.seenBy(rule, expr => approximated.push(expr)),
      );
    }
    const expr = recorded.inline(rule.expr);
    if (whole && expr !== rule.expr) approximated.push(rule.expr);
    return whole ? { op: 'leaf', query: expr } : planExpression(expr);
  }
}

/** Labels whose text only Go's templates could tell. Throws `EvaluationError`. */
export function refuseTemplates({ labels }: AlertRule): void {
  for (const text of Object.values(labels)) {
    const template = unsupportedTemplate(text);
    if (template !== undefined) {
      throw new EvaluationError(
        `The dry run cannot expand the template ${template} in a label`,
      );
    }
  }
}

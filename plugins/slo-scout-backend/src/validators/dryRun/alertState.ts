/**
 * The life of the alerts of one rule, as Prometheus lives it (rules/alerting.go).
 *
 * - An alert is one label set: the labels of the result without `__name__`, then
 *   the rule's labels over them, then `alertname`. Two results with the same
 *   final labels are an error of the whole evaluation.
 * - Seen for the first time it is *pending*, active since this tick.
 * - It *fires* at the first tick at which it has been active for `for` or longer;
 *   with `for: 0` in the tick in which it is seen.
 * - No longer in the result: pending is forgotten at once. Firing resolves, unless
 *   `keep_firing_for` has not yet passed since the first tick it was missing.
 *   Seen again in that time, it goes on firing and the time starts anew.
 * - An evaluation that failed leaves everything as it is: do not call `evaluate`.
 *   An evaluation with an empty result resolves.
 * - More alerts than the group's limit are an error too, and drop all of them.
 */
import { labelKey } from '../../prometheus';
import { expandLabel } from './labelTemplate';

export type Labels = Record<string, string>;

/** One element of an alert expression's result. */
export interface AlertSample {
  labels: Labels;
  value: number;
}

export interface AlertStateRule {
  alert: string;
  labels: Labels;
  forSeconds: number;
  keepFiringForSeconds: number;
  /** Pending and firing alerts that there may be; 0 is no limit. */
  limit?: number;
  /**
   * What is seen up to this instant fires at once, as if it had fired before
   * anyone looked. By default nothing has.
   */
  firingBefore?: number;
}

/** One interval of firing. Unix seconds. */
export interface Firing {
  labels: Labels;
  /** Since when the expression held. */
  activeAt: number;
  start: number;
  /** First tick at which it no longer fired; the last tick where `open`. */
  end: number;
  /** Was firing at the last tick. */
  open: boolean;
  peak: number;
}

/** An evaluation that Prometheus fails, in its words. */
export class AlertEvaluationError extends Error {}

interface ActiveAlert {
  labels: Labels;
  activeAt: number;
  /** Undefined while pending. */
  firedAt?: number;
  keepFiringSince?: number;
  peak: number;
}

export class AlertState {
  readonly #rule: AlertStateRule;
  readonly #active = new Map<string, ActiveAlert>();
  readonly #resolved: Firing[] = [];
  readonly #identities = new WeakMap<Labels, { key: string; labels: Labels }>();
  readonly #valueInLabels: boolean;

  constructor(rule: AlertStateRule) {
    this.#rule = rule;
    this.#valueInLabels = Object.values(rule.labels).some(text =>
      text.includes('{{'),
    );
  }

  /** One evaluation of the rule at `ts`. Throws `AlertEvaluationError`. */
  evaluate(ts: number, result: AlertSample[]): void {
    if (result.length === 0 && this.#active.size === 0) return;
    const seen = this.#identifyAll(result);
    for (const [key, { labels, value }] of seen) {
      const alert = this.#active.get(key);
      if (!alert) {
        const before = ts <= (this.#rule.firingBefore ?? -Infinity);
        this.#active.set(key, {
          labels,
          activeAt: ts,
          peak: value,
          ...(before && { firedAt: ts }),
        });
      } else if (alert.firedAt === undefined || !(value <= alert.peak)) {
        alert.peak = value;
      }
    }

    for (const [key, alert] of this.#active) {
      if (!seen.has(key)) {
        if (!this.#keepsFiring(alert, ts)) {
          this.#resolve(key, alert, ts);
        }
        continue;
      }
      alert.keepFiringSince = undefined;
      if (
        alert.firedAt === undefined &&
        ts - alert.activeAt >= this.#rule.forSeconds
      ) {
        alert.firedAt = ts;
      }
    }
    this.#enforceLimit(ts);
  }

  /** The results by what they are after labelling. */
  #identifyAll(result: AlertSample[]) {
    const seen = new Map<string, AlertSample>();
    for (const sample of result) {
      const { key, labels } = this.#identify(sample);
      if (seen.has(key)) {
        throw new AlertEvaluationError(
          `vector contains metrics with the same labelset after applying alert labels: ${key}`,
        );
      }
      seen.set(key, { labels, value: sample.value });
    }
    return seen;
  }

  #enforceLimit(ts: number): void {
    const { limit = 0 } = this.#rule;
    const count = this.#active.size;
    if (limit === 0 || count <= limit) return;
    for (const [key, alert] of this.#active) {
      // What would have begun to fire in this very tick has never fired.
      if (alert.firedAt === ts) this.#active.delete(key);
      else this.#resolve(key, alert, ts);
    }
    throw new AlertEvaluationError(
      `exceeded limit of ${limit} with ${count} alerts`,
    );
  }

  /** Everything that fired, in the order of its start; `lastTick` closes what is still open. */
  finish(lastTick: number): Firing[] {
    const open = [...this.#active.values()].flatMap(alert =>
      alert.firedAt === undefined
        ? []
        : [this.#firing(alert, alert.firedAt, lastTick, true)],
    );
    return [...this.#resolved, ...open].sort((a, b) => a.start - b.start);
  }

  /** What fires now, as one text. */
  get firing(): string {
    return [...this.#active]
      .flatMap(([key, { firedAt }]) => (firedAt === undefined ? [] : [key]))
      .sort()
      .join();
  }

  #keepsFiring(alert: ActiveAlert, ts: number): boolean {
    const { keepFiringForSeconds } = this.#rule;
    if (alert.firedAt === undefined || keepFiringForSeconds === 0) {
      return false;
    }
    alert.keepFiringSince ??= ts;
    return ts - alert.keepFiringSince < keepFiringForSeconds;
  }

  #resolve(key: string, alert: ActiveAlert, ts: number): void {
    this.#active.delete(key);
    if (alert.firedAt !== undefined) {
      this.#resolved.push(this.#firing(alert, alert.firedAt, ts, false));
    }
  }

  #firing(alert: ActiveAlert, start: number, end: number, open: boolean) {
    const { labels, activeAt, peak } = alert;
    return { labels, activeAt, start, end, open, peak };
  }

  /** The final labels. Remembered for each series, unless the value may be in them. */
  #identify(sample: AlertSample): { key: string; labels: Labels } {
    const known = this.#identities.get(sample.labels);
    if (known && !this.#valueInLabels) {
      return known;
    }
    const { __name__: _, ...resultLabels } = sample.labels;
    const labels: Labels = { ...resultLabels };
    for (const [name, text] of Object.entries(this.#rule.labels)) {
      labels[name] = expandLabel(text, resultLabels, sample.value);
    }
    labels.alertname = this.#rule.alert;
    for (const [name, value] of Object.entries(labels)) {
      // An empty label is no label.
      if (value === '') delete labels[name];
    }
    const identity = { key: labelKey(labels), labels };
    this.#identities.set(sample.labels, identity);
    return identity;
  }
}

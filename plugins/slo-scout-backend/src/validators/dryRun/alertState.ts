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

/** Two results of one evaluation would be the same alert. */
export class DuplicateAlertError extends Error {}

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

  /** One evaluation of the rule at `ts`. */
  evaluate(ts: number, result: AlertSample[]): void {
    const seen = new Set<string>();
    for (const sample of result) {
      const { key, labels } = this.#identify(sample);
      if (seen.has(key)) {
        throw new DuplicateAlertError(
          `vector contains metrics with the same labelset after applying alert labels: ${key}`,
        );
      }
      seen.add(key);
      const alert = this.#active.get(key);
      if (!alert) {
        this.#active.set(key, { labels, activeAt: ts, peak: sample.value });
      } else if (alert.firedAt === undefined) {
        alert.peak = sample.value;
      } else if (!(sample.value <= alert.peak)) {
        alert.peak = sample.value;
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

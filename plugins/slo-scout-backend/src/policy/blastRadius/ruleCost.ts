import { type Selector, asVector, parseDuration } from '../../promql';
import { type BundleRule, selectorsOf } from './bundleRules';
import { type Probe, Unmeasured } from './Probe';
import { Recordings } from './Recordings';

const SECONDS_A_DAY = 86_400;

/** Stands in for recorded series, so that Prometheus counts what is read beside them. */
const NO_SERIES = '{__name__="slo_scout:no_such_series"}';

/** What one rule takes of a Prometheus. */
export interface RuleCost {
  /** Series that it writes now. */
  series: number;
  /** Samples that it writes a day. */
  written: number;
  /** Samples that it reads a day; undefined where the server does not count them. */
  read: number | undefined;
}

/**
 * Measures rules that need not exist yet. What a rule writes is counted by its
 * expression, recorded series replaced by theirs. What it reads of raw series
 * Prometheus counts itself; of recorded series, which may not exist yet, it is
 * their number times the points in the range.
 */
export class RuleCosts {
  readonly #probe: Probe;
  readonly #recordings: Recordings;
  readonly #series = new Map<BundleRule, Promise<number>>();

  constructor(probe: Probe, recordings: BundleRule[]) {
    this.#probe = probe;
    this.#recordings = new Recordings(recordings);
  }

  async of(rule: BundleRule): Promise<RuleCost> {
    const [series, read] = await Promise.all([
      rule.kind === 'record' ? this.#seriesOf(rule) : 0,
      this.#readBy(rule),
    ]);
    const times = SECONDS_A_DAY / rule.interval;
    return {
      series,
      written: series * times,
      read: read === undefined ? undefined : read * times,
    };
  }

  #seriesOf(rule: BundleRule): Promise<number> {
    const known = this.#series.get(rule);
    if (known) return known;
    const counted = this.#count(rule);
    this.#series.set(rule, counted);
    return counted;
  }

  async #count(rule: BundleRule): Promise<number> {
    const whole = asVector(this.#recordings.inlined(rule));
    return (await this.#probe.scalar(`count(${whole})`)) ?? 0;
  }

  async #readBy(rule: BundleRule): Promise<number | undefined> {
    const recorded = selectorsOf(rule).filter(
      selector => this.#recordings.of(selector).length > 0,
    );
    const [raw, ofRecorded] = await Promise.all([
      this.#rawRead(rule, recorded),
      Promise.all(recorded.map(selector => this.#recordedRead(selector))),
    ]);
    return raw && ofRecorded.reduce((sum, points) => sum + points, raw.samples);
  }

  async #rawRead(
    rule: BundleRule,
    recorded: Selector[],
  ): Promise<{ samples: number } | undefined> {
    if (selectorsOf(rule).length === recorded.length) return { samples: 0 };
    const blinded = [...recorded]
      .sort((a, b) => b.from - a.from)
      .reduce(
        (text, { from, to }) =>
          text.slice(0, from) + NO_SERIES + text.slice(to),
        rule.expr,
      );
    const { samplesRead } = await this.#probe.measure(
      `count(${asVector(blinded)})`,
    );
    return samplesRead === undefined ? undefined : { samples: samplesRead };
  }

  async #recordedRead(selector: Selector): Promise<number> {
    const rules = this.#recordings.of(selector);
    const points = await Promise.all(
      rules.map(async rule => {
        const inRange = selector.range
          ? parseDuration(selector.range) / 1000 / rule.interval
          : 1;
        return (await this.#seriesOf(rule)) * Math.max(1, inRange);
      }),
    );
    return points.reduce((sum, n) => sum + n, 0);
  }
}

/** The sum of rules' costs; reading is unknown where it is of one of them. */
export async function costOf(
  rules: BundleRule[],
  costs: RuleCosts,
): Promise<RuleCost> {
  const all = await Promise.all(rules.map(rule => costs.of(rule)));
  return all.reduce<RuleCost>(
    (sum, cost) => ({
      series: sum.series + cost.series,
      written: sum.written + cost.written,
      read:
        sum.read === undefined || cost.read === undefined
          ? undefined
          : sum.read + cost.read,
    }),
    { series: 0, written: 0, read: 0 },
  );
}

/** Throws `Unmeasured` for a server without statistics. */
export function knownRead({ read }: RuleCost): number {
  if (read === undefined) {
    throw new Unmeasured('Prometheus does not say how many samples it reads');
  }
  return read;
}

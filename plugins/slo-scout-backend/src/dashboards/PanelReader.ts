import type {
  DashboardSeries,
  DashboardTarget,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { PrometheusError, type PrometheusClient } from '../prometheus';
import type { Recording } from '../promql';
import { computed } from './computed';
import type { StoredQuery } from './readDashboard';
import { fillIn, legendOf } from './variables';

/** Lines of one query that a person could still tell apart. */
const MAX_SERIES = 20;

/** The ticks of a chart. Unix seconds. */
export interface Ticks {
  start: number;
  end: number;
  /** Seconds. */
  step: number;
}

interface Answer {
  labels: Record<string, string>;
  points: DashboardSeries['points'];
}

/** Runs the queries of a dashboard, each for itself: one that fails says why. */
export class PanelReader {
  readonly #client: PrometheusClient;
  readonly #recordings: Recording[];
  readonly #othersRecord: boolean;
  readonly #ticks: Ticks;
  readonly #variables: Record<string, string>;
  readonly #signal: AbortSignal;

  constructor(options: {
    client: PrometheusClient;
    /** The rules that the dashboard reads, loaded or not. */
    recordings: Recording[];
    /** Whether what is stored under their names is known to be of other rules. */
    othersRecord: boolean;
    ticks: Ticks;
    variables: Record<string, string>;
    /** Rejects what is under way; nothing more is asked. */
    signal: AbortSignal;
  }) {
    this.#client = options.client;
    this.#recordings = options.recordings;
    this.#othersRecord = options.othersRecord;
    this.#ticks = options.ticks;
    this.#variables = options.variables;
    this.#signal = options.signal;
  }

  async read(query: StoredQuery): Promise<DashboardTarget> {
    const expr = fillIn(query.expr, this.#variables);
    const empty = { ref_id: query.refId, series: [], series_left_out: 0 };
    try {
      const instead = computed(expr, this.#recordings);
      const stored =
        instead !== undefined && this.#othersRecord
          ? []
          : await this.#ask(expr, query.instant);
      if (instead === undefined || stored.length > 0) {
        return { ...empty, expr, computed: false, ...named(query, stored) };
      }
      const answer = await this.#ask(instead, query.instant);
      return {
        ...empty,
        expr: instead,
        computed: answer.length > 0,
        ...named(query, answer),
      };
    } catch (error) {
      return { ...empty, expr, computed: false, error: this.#words(error) };
    }
  }

  async #ask(expr: string, instant: boolean): Promise<Answer[]> {
    const signal = this.#signal;
    const { start, end, step } = this.#ticks;
    if (instant) {
      const samples = await this.#client.query(expr, { time: end, signal });
      return samples.map(({ metric, time, value }) => ({
        labels: metric,
        points: [[time, finite(value)]],
      }));
    }
    const series = await this.#client.queryRange(expr, {
      ...{ start, end, step, signal },
    });
    return series.map(({ metric, times, values }) => ({
      labels: metric,
      points: Array.from(times, (time, i) => [time, finite(values[i])]),
    }));
  }

  #words(error: unknown): string {
    if (this.#signal.aborted) {
      return 'It was not answered in time. Choose a shorter range.';
    }
    if (error instanceof PrometheusError) return error.message;
    throw error;
  }
}

function named(
  { legend }: StoredQuery,
  answer: Answer[],
): Pick<DashboardTarget, 'series' | 'series_left_out'> {
  return {
    series: answer.slice(0, MAX_SERIES).map(({ labels, points }) => ({
      ...{ name: legendOf(legend, labels), labels, points },
    })),
    series_left_out: Math.max(0, answer.length - MAX_SERIES),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

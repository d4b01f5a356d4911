import type { LoggerService } from '@backstage/backend-plugin-api';
import pLimit from 'p-limit';
import { messageOf } from '../errors';
import { type PrometheusClient, PrometheusError } from '../prometheus';
import {
  isRecorded,
  type RecordedSeries,
  recordedSeries,
} from '../prometheus/recordedSeries';
import { CELL_SECONDS } from './measurement';
import type { MeasurementStore } from './MeasurementStore';
import type { MeasurementTask, MeasurementTasks } from './MeasurementTasks';
import { measureStretch, TooManyParts } from './measureStretch';
import type { MeasurementOptions } from './readMeasurementOptions';

const CONCURRENCY = 3;
/** Scrapes and rules of the last moments may not have arrived. Seconds. */
const LAG = 60;
/** Of one step of catching up. Seconds. */
const STRETCH = 2 * 86_400;
/**
 * Recorded series are read of no longer ago. Seconds: those of before were recorded
 * by whatever rules were loaded then, under the same names.
 */
const FRESH = 3600;

/** What one run knows. */
interface Run {
  signal: AbortSignal;
  /** Up to when is measured, unix seconds. */
  end: number;
  /** Instances that do not answer. */
  away: Set<string>;
  recorded: Map<string, Promise<RecordedSeries>>;
}

/**
 * Measures the SLOs in force, and catches up on what it missed. Every step is
 * stored by itself, so that a run which is ended is gone on with by the next.
 */
export class SloMeasurer {
  readonly #tasks: MeasurementTasks;
  readonly #store: MeasurementStore;
  readonly #logger: LoggerService;
  readonly #options: Pick<
    MeasurementOptions,
    'retentionSeconds' | 'deadlineMs'
  >;
  readonly #timescale: string | undefined;
  readonly #now: () => Date;
  /** What was said already. */
  readonly #said = new Set<string>();
  /** What could not be measured when it was tried last: it waits for the others. */
  readonly #stuck = new Set<string>();

  constructor(parts: {
    tasks: MeasurementTasks;
    store: MeasurementStore;
    logger: LoggerService;
    options: Pick<MeasurementOptions, 'retentionSeconds' | 'deadlineMs'>;
    /** Schema of TimescaleDB where that keeps the measurements. */
    timescale: string | undefined;
    now: () => Date;
  }) {
    this.#tasks = parts.tasks;
    this.#store = parts.store;
    this.#logger = parts.logger;
    this.#options = parts.options;
    this.#timescale = parts.timescale;
    this.#now = parts.now;
  }

  async measure(signal: AbortSignal): Promise<void> {
    const { deadlineMs, retentionSeconds } = this.#options;
    const now = this.#now().getTime() / 1000;
    const run: Run = {
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
      end: Math.floor((now - LAG) / CELL_SECONDS) * CELL_SECONDS,
      away: new Set(),
      recorded: new Map(),
    };
    const limit = pLimit(CONCURRENCY);
    let tasks = this.#stuckLast(
      await this.#tasks.list(run.end, retentionSeconds),
    );
    // A step of each in turn: one that has a month to catch up keeps none waiting.
    while (tasks.length > 0 && !run.signal.aborted) {
      const steps = await Promise.all(
        tasks.map(task => limit(() => this.#step(task, run))),
      );
      tasks = steps.flatMap(next => (next && next.from < run.end ? next : []));
    }
    await this.#store.forgetBefore(now - retentionSeconds, this.#timescale);
  }

  /** Measures one stretch; undefined where there is no going on in this run. */
  async #step(
    task: MeasurementTask,
    run: Run,
  ): Promise<MeasurementTask | undefined> {
    const { client, slo, plan, from } = task;
    if (run.signal.aborted || run.away.has(client.name)) return undefined;
    const to = Math.min(run.end, from + STRETCH);
    try {
      const recorded =
        from >= run.end - FRESH &&
        isRecorded(plan.recordings, await this.#recordedBy(client, run));
      const { signal } = run;
      const cells = await measureStretch(client, plan, {
        ...{ from, to, signal, recorded },
      });
      this.#answered(task);
      await this.#store.add({
        ...{ indicator: task.indicator, cells, until: to },
        revision: slo.revision,
        unit: plan.unit,
      });
      return { ...task, from: to };
    } catch (error) {
      if (!run.signal.aborted) await this.#failed(task, error, run);
      return undefined;
    }
  }

  #stuckLast(tasks: MeasurementTask[]): MeasurementTask[] {
    const isStuck = (task: MeasurementTask) => this.#stuck.has(keyOf(task));
    return [
      ...tasks.filter(task => !isStuck(task)),
      ...tasks.filter(task => isStuck(task)),
    ];
  }

  /** Of a store that has no rules, the expressions are asked. */
  #recordedBy(client: PrometheusClient, run: Run): Promise<RecordedSeries> {
    const { name } = client;
    const asked =
      run.recorded.get(name) ??
      client
        .rules(run.signal)
        .catch(() => [])
        .then(recordedSeries);
    run.recorded.set(name, asked);
    return asked;
  }

  async #failed(task: MeasurementTask, error: unknown, run: Run) {
    const { client, slo } = task;
    this.#stuck.add(keyOf(task));
    if (error instanceof PrometheusError && (await isAway(task, error, run))) {
      run.away.add(client.name);
      this.#say(
        awayOf(client),
        `Prometheus ${client.name} is away: ${error.message}. Its SLOs are measured once it is back.`,
      );
      return;
    }
    if (error instanceof PrometheusError || error instanceof TooManyParts) {
      const text = `The SLO ${slo.name} of ${slo.entity_ref} is not measured: ${error.message}`;
      this.#say(text, text);
      return;
    }
    // Nothing of the world outside: whoever runs the job is told each time.
    this.#logger.error(
      `The SLO ${slo.name} of ${
        slo.entity_ref
      } could not be measured: ${messageOf(error)}`,
    );
  }

  #say(once: string, text: string) {
    if (!this.#said.has(once)) this.#logger.warn(text);
    this.#said.add(once);
  }

  #answered(task: MeasurementTask) {
    const { client } = task;
    this.#stuck.delete(keyOf(task));
    if (this.#said.delete(awayOf(client))) {
      this.#logger.info(`Prometheus ${client.name} is back`);
    }
  }
}

function awayOf(client: PrometheusClient): string {
  return `away ${client.name}`;
}

function keyOf({ indicator, client }: MeasurementTask): string {
  return JSON.stringify([indicator, client.name]);
}

/** One query may be too much for a Prometheus that answers all the others. */
async function isAway(
  { client }: MeasurementTask,
  { kind }: PrometheusError,
  { signal }: Run,
): Promise<boolean> {
  if (kind === 'unreachable' || kind === 'not_prometheus') return true;
  if (kind !== 'timeout' && kind !== 'http') return false;
  return client.query('vector(1)', { signal }).then(
    () => false,
    () => !signal.aborted,
  );
}

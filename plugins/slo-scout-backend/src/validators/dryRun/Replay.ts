import { setImmediate } from 'node:timers/promises';
import type { HistoryClient } from '../../prometheus';
import { AlertTrack } from './AlertTrack';
import { DATA_STEP, DataTrack } from './DataTrack';
import type { EvaluationRules } from './evaluate';
import { fetchLeaf, type LeafAnswer } from './fetchLeaf';
import { lookBack, type PlanNode, recordedBelow } from './planNode';
import type { AlertRule, RuleGroup } from './ruleFile';
import { type PlanningMode, refuseTemplates, RulePlanner } from './RulePlanner';
import { Slices } from './Slices';
import { type BudgetSource, SliTrack } from './SliTrack';
import type { Beat, LeafStream } from './streams';
import { type Reader, StreamSet } from './StreamSet';
import { EvaluationError, type Grid } from './vector';

/** What a replay is given. Times are unix seconds. */
export interface ReplayOptions {
  client: HistoryClient;
  evaluation: EvaluationRules;
  planning: PlanningMode;
  beatOf(group: RuleGroup): Beat;
  range: { start: number; end: number };
  signal: AbortSignal;
  onProgress?: (share: number) => void;
}

/** An alert with what became of it. */
export interface ReplayedTrack {
  track: AlertTrack;
  /** Parts of its expressions that were not computed from recorded series. */
  approximations: string[];
  /** Whether there was data for it; undefined where it needs none. */
  data: DataTrack | undefined;
}

/** An alert that was not even begun. */
export interface RefusedAlert {
  rule: AlertRule;
  error: Error;
}

/** A year at 30 s: nobody means more. */
const MOST_TICKS = 1_100_000;

const TOO_MANY_SERIES =
  'Its windows hold more series than the dry run has memory for. Aggregate the recording rules, or shorten the windows.';

interface Slice {
  from: number;
  to: number;
}

interface Asked {
  leaf: LeafStream;
  grid: Grid;
  answer: LeafAnswer;
}

/**
 * Walks through history once, slice by slice: asks for the leaves of a slice,
 * records the rules, feeds the alerts, and forgets. While one slice is computed
 * the next is being asked for.
 */
export class Replay {
  readonly #options: ReplayOptions;
  readonly #streams: StreamSet;
  readonly #readers = new Map<AlertTrack, Reader[]>();
  readonly #planner: RulePlanner;
  readonly #slices: Slices;
  /** What can no longer be followed, and why. */
  readonly #blind = new Map<DataTrack | SliTrack, Error>();
  readonly #dataTracks = new Map<string, DataTrack>();
  /** By the value of the label `slo`. */
  readonly budgets = new Map<string, SliTrack>();
  /** Why a budget is not followed at all, by the value of the label `slo`. */
  readonly #notFollowed = new Map<string, Error>();
  readonly tracks: ReplayedTrack[] = [];
  readonly refused: RefusedAlert[] = [];
  /** What Prometheus warned of beside its answers. */
  readonly warnings = new Set<string>();
  /** Ticks before this instant have been examined. */
  coveredUntil = -Infinity;

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#planner = new RulePlanner(options.planning);
    this.#streams = new StreamSet(
      {
        planOf: this.#planner.planOf,
        beatOf: rule => this.#readingBeat(rule.group),
      },
      options.evaluation,
    );
    this.#slices = new Slices(options.planning.inlined);
  }

  /** Plans an alert. What cannot be replayed is in `refused` with its reason. */
  add(rule: AlertRule): void {
    try {
      refuseTemplates(rule);
      const plan = this.#planner.planOf(rule);
      this.#streams.prepare(plan);
      this.#refuseEndless(plan, rule);
      const evidence = this.#planner.evidenceOf(plan);
      const track = new AlertTrack({
        rule,
        plan,
        evidence,
        beat: this.#options.beatOf(rule.group),
        rangeStart: this.#options.range.start,
      });
      const readers = [plan, ...(evidence ? [evidence] : [])].map(
        (node): Reader => ({
          plan: node,
          beat: this.#readingBeat(rule.group),
          from: track.from - rule.group.queryOffsetSeconds,
          behind: rule.group.queryOffsetSeconds,
        }),
      );
      readers.forEach(reader => this.#streams.add(reader));
      this.#readers.set(track, readers);
      this.tracks.push({
        track,
        approximations: this.#planner.approximationsOf(rule),
        data: this.#dataFor(plan),
      });
    } catch (error) {
      this.refused.push({ rule, error: asError(error) });
    }
  }

  /** Follows an SLO's error budget. Without its recorded pair there is none to follow. */
  follow(source: BudgetSource): void {
    const { range } = this.#options;
    try {
      const plans = {
        bad: this.#planner.planSelector(source.bad),
        total: this.#planner.planSelector(source.total),
      };
      const [rule] = recordedBelow(plans.total);
      if (!rule || recordedBelow(plans.bad).length === 0) return;
      Object.values(plans).forEach(plan => this.#streams.prepare(plan));
      const beat = this.#readingBeat(rule.group);
      const from = range.start - source.periodSeconds;
      for (const plan of Object.values(plans)) {
        this.#streams.add({ plan, beat, from, behind: 0 });
      }
      this.budgets.set(
        source.slo,
        new SliTrack({ source, plans, beat, from, to: range.end }),
      );
    } catch (error) {
      // Where there are alerts, those that read the same rules say it.
      this.#notFollowed.set(source.slo, asError(error));
    }
  }

  /** Why a budget was not followed to the end. */
  budgetError(slo: string): Error | undefined {
    const track = this.budgets.get(slo);
    return track ? this.#blind.get(track) : this.#notFollowed.get(slo);
  }

  /** Alerts that rest on the same data share what is known of it. */
  #dataFor(plan: PlanNode): DataTrack | undefined {
    const raw = this.#planner.rawEvidenceOf(plan);
    if (!raw) return undefined;
    const windows = this.#planner.windowsOf(plan);
    const from = this.#options.range.start - this.#planner.reachOf(plan);
    const key = JSON.stringify(raw);
    const known = this.#dataTracks.get(key);
    const track =
      known?.reachingBackTo(from, windows) ?? new DataTrack(raw, from, windows);
    this.#dataTracks.set(key, track);
    const beat = { step: DATA_STEP, phase: 0 };
    this.#streams.add({ plan: raw, beat, from, behind: 0 });
    return track;
  }

  /** Rejects when it is aborted; what was covered by then stays. */
  async run(): Promise<void> {
    if (this.#isIdle) return;
    const { end, start } = this.#options.range;
    const begin = Math.min(this.#streams.from, start);
    let next = this.#ask(this.#sliceFrom(begin));
    for (let from = begin; from <= end; ) {
      const { slice, answers } = await next;
      this.#append(answers);
      if (slice.to <= end) {
        next = this.#ask(this.#sliceFrom(slice.to));
        // Looked at when it is waited for; until then it must not count as unhandled.
        next.catch(() => {});
      }
      await this.#compute(slice);
      this.coveredUntil = slice.to;
      from = slice.to;
      if (this.#isIdle) return;
    }
  }

  /** Nothing is left to find out: budgets go with their alerts, or are all there is. */
  get #isIdle(): boolean {
    return this.tracks.length === 0 && this.refused.length === 0
      ? [...this.budgets.values()].every(track => this.#blind.has(track))
      : this.#live.length === 0;
  }

  get #live(): AlertTrack[] {
    return this.tracks.flatMap(({ track }) => (track.error ? [] : [track]));
  }

  #sliceFrom(from: number): Slice {
    const { end } = this.#options.range;
    const to = from + this.#slices.seconds(this.#streams);
    return { from, to: to > end ? end + 1 : to };
  }

  /** Asks for the leaves of a slice, all at once: the client holds the limit. */
  async #ask(slice: Slice): Promise<{ slice: Slice; answers: Asked[] }> {
    const { client, signal } = this.#options;
    const leaves = this.#streams.leavesWanted();
    let answered = 0;
    const answers = await Promise.all(
      leaves.map(async leaf => {
        const grid = leaf.ticksIn(slice.from, slice.to);
        if (grid.count === 0) return [];
        const answer = await fetchLeaf(client, leaf.query, grid, signal, text =>
          this.warnings.add(text),
        );
        answered += 1;
        this.#tell(slice, answered / leaves.length);
        return [{ leaf, grid, answer }];
      }),
    );
    return { slice, answers: answers.flat() };
  }

  #append(answers: Asked[]): void {
    for (const { leaf, grid, answer } of answers) {
      if ('error' in answer) leaf.error = answer.error;
      else leaf.append(grid, answer.answer, answer.failures);
    }
    this.#slices.learn(this.#streams);
    while (this.#slices.isTooMuch(this.#streams) && this.#live.length > 0) {
      this.#dropHeaviest();
    }
  }

  /** Of the alerts, the one that looks back furthest, which is what memory goes to. */
  #dropHeaviest(): void {
    const heaviest = this.#live.reduce((a, b) =>
      lookBack(b.plan) > lookBack(a.plan) ? b : a,
    );
    this.#giveUp(heaviest, new EvaluationError(TOO_MANY_SERIES));
  }

  async #compute({ from, to }: Slice): Promise<void> {
    const { evaluation, signal } = this.#options;
    const { sources } = this.#streams;
    for (const rule of this.#streams.rulesWanted()) {
      try {
        rule.advance(from, to, evaluation, sources);
      } catch (error) {
        rule.error = asError(error);
      }
      await breathe(signal);
    }
    for (const track of this.#live) {
      try {
        track.advance(from, to, evaluation, sources);
      } catch (error) {
        this.#giveUp(track, asError(error));
      }
      await breathe(signal);
    }
    const others = [...this.#dataTracks.values(), ...this.budgets.values()];
    for (const track of others) {
      if (this.#blind.has(track)) continue;
      try {
        track.advance(from, to, evaluation, sources);
      } catch (error) {
        // What is known so far stays.
        this.#blind.set(track, asError(error));
      }
    }
  }

  #refuseEndless(plan: PlanNode, { group }: AlertRule): void {
    const { range, beatOf } = this.#options;
    const reach = this.#planner.reachOf(plan);
    const ticks = (range.end - range.start + reach) / beatOf(group).step;
    if (ticks > MOST_TICKS) {
      throw new EvaluationError(
        `Its windows need ${Math.ceil(
          ticks,
        )} ticks of history; the dry run reads ${MOST_TICKS} at most`,
      );
    }
  }

  #giveUp(track: AlertTrack, error: Error): void {
    track.error = error;
    this.#readers.get(track)?.forEach(reader => this.#streams.remove(reader));
  }

  #tell({ from, to }: Slice, share: number): void {
    const { range, onProgress } = this.#options;
    const begin = Math.min(this.#streams.from, range.start);
    const done = from + (to - from) * share - begin;
    onProgress?.(Math.min(1, done / Math.max(1, range.end - begin)));
  }

  #readingBeat(group: RuleGroup): Beat {
    const { step, phase } = this.#options.beatOf(group);
    return { step, phase: phase - group.queryOffsetSeconds };
  }
}

/** Lets others have the thread, and notices when nobody waits any longer. */
async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

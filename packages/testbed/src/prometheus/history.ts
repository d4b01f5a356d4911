import { createHash } from 'crypto';
import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'fs/promises';
import { dirname, join } from 'path';
import { DEMO_INCIDENTS, IncidentSpec, WORLD_SERVICES, World } from '../world';
import { listBlocks, writeBlocks } from './blocks';

/** Part of the cache key: raise it when the world's formulas change. */
const FORMAT = 1;
export const DEFAULT_STEP_SECONDS = 60;
const HOUR_MS = 3_600_000;

/** @public */
export interface HistoryOptions {
  /** Keeps the history between runs, so that only the first has to make it. */
  cacheDir?: string;
  /** A kept history older than this is made anew. Default: 6. */
  maxAgeHours?: number;
  /** Default: the moment of the call. */
  now?: Date;
  /** Default: 30. */
  historyDays?: number;
  /** Distance between samples. Default: 60. */
  stepSeconds?: number;
  /** Default: the demo's three. */
  incidents?: readonly IncidentSpec[];
  log?: (message: string) => void;
}

interface Plan {
  now: Date;
  historyDays: number;
  stepSeconds: number;
  incidents: readonly IncidentSpec[];
}

interface CacheMeta {
  anchor: string;
  end: string;
}

function planOf(options: HistoryOptions): Plan {
  const {
    now = new Date(),
    historyDays = 30,
    stepSeconds = DEFAULT_STEP_SECONDS,
    incidents = DEMO_INCIDENTS,
  } = options;
  return { now, historyDays, stepSeconds, incidents };
}

function worldOf(plan: Plan, anchor: Date): World {
  const { historyDays, incidents } = plan;
  return new World({ anchor, historyDays, incidents });
}

function cacheKey({ historyDays, stepSeconds, incidents }: Plan): string {
  const content = [FORMAT, historyDays, stepSeconds, incidents, WORLD_SERVICES];
  return createHash('sha256')
    .update(JSON.stringify(content))
    .digest('hex')
    .slice(0, 16);
}

async function writeHistory(
  plan: Plan,
  world: World,
  from: Date,
  directory: string,
): Promise<void> {
  await writeBlocks(
    world,
    {
      start: from.getTime() / 1000,
      end: plan.now.getTime() / 1000,
      step: plan.stepSeconds,
    },
    directory,
  );
}

async function readCache(
  entry: string,
  plan: Plan,
  maxAgeHours: number,
): Promise<CacheMeta | undefined> {
  try {
    const text = await readFile(join(entry, 'meta.json'), 'utf8');
    const meta: CacheMeta = JSON.parse(text);
    const age = plan.now.getTime() - new Date(meta.end).getTime();
    return age >= 0 && age <= maxAgeHours * HOUR_MS ? meta : undefined;
  } catch {
    return undefined;
  }
}

const MAKING = /^making-(\d+)-/;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Removes what was being made when an earlier run was interrupted. */
async function removeUnfinished(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const maker = MAKING.exec(name)?.[1];
    if (maker && !isRunning(Number(maker))) {
      await rm(join(cacheDir, name), { recursive: true, force: true });
    }
  }
}

/**
 * Makes the entry beside its place and moves it there, so that half of one is
 * never found. Of two that do it at the same time, the first wins.
 */
async function fillCache(entry: string, plan: Plan): Promise<CacheMeta> {
  const made = await mkdtemp(join(dirname(entry), `making-${process.pid}-`));
  const world = worldOf(plan, plan.now);
  await writeHistory(plan, world, world.origin, made);
  const now = plan.now.toISOString();
  const meta: CacheMeta = { anchor: now, end: now };
  await writeFile(join(made, 'meta.json'), JSON.stringify(meta));
  await rm(entry, { recursive: true, force: true });
  try {
    await rename(made, entry);
    return meta;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') {
      throw error;
    }
    await rm(made, { recursive: true });
    return JSON.parse(await readFile(join(entry, 'meta.json'), 'utf8'));
  }
}

async function fromCache(
  plan: Plan,
  directory: string,
  cacheDir: string,
  options: HistoryOptions,
): Promise<World> {
  const { maxAgeHours = 6, log } = options;
  await mkdir(cacheDir, { recursive: true });
  const entry = join(cacheDir, cacheKey(plan));
  let meta = await readCache(entry, plan, maxAgeHours);
  if (meta) {
    log?.(`history of ${meta.end} found, adding what came since`);
  } else {
    log?.(`making ${plan.historyDays} days of history`);
    await removeUnfinished(cacheDir);
    meta = await fillCache(entry, plan);
  }
  for (const block of await listBlocks(entry)) {
    await cp(join(entry, block), join(directory, block), { recursive: true });
  }
  const world = worldOf(plan, new Date(meta.anchor));
  const next = new Date(new Date(meta.end).getTime() + 1);
  if (plan.now.getTime() - next.getTime() >= plan.stepSeconds * 1000) {
    await writeHistory(plan, world, next, directory);
  }
  return world;
}

/**
 * Fills an empty TSDB directory with the world's history up to now, from the cache
 * where that is fresh. The world that comes back is the one the history was made
 * of: with a cache its anchor is some hours old.
 *
 * @public
 */
export async function createHistory(
  directory: string,
  options: HistoryOptions = {},
): Promise<World> {
  const plan = planOf(options);
  await mkdir(directory, { recursive: true });
  if (options.cacheDir) {
    return fromCache(plan, directory, options.cacheDir, options);
  }
  const world = worldOf(plan, plan.now);
  options.log?.(`making ${plan.historyDays} days of history`);
  await writeHistory(plan, world, world.origin, directory);
  return world;
}

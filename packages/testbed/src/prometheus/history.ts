import { createHash } from 'crypto';
import { cp, mkdir } from 'fs/promises';
import { join } from 'path';
import { DEMO_INCIDENTS, IncidentSpec, WORLD_SERVICES, World } from '../world';
import { listBlocks, writeBlocks } from './blocks';
import { HistoryCache } from './historyCache';

export const DEFAULT_STEP_SECONDS = 60;

/** Part of the cache key: raise it when the world's formulas change. */
const FORMAT = 1;

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
  world: World,
  plan: Plan,
  from: number,
  directory: string,
): Promise<void> {
  const end = plan.now.getTime() / 1000;
  await writeBlocks(
    world,
    { start: from, end, step: plan.stepSeconds },
    directory,
  );
}

async function writeAll(world: World, plan: Plan, directory: string) {
  await writeHistory(world, plan, world.origin.getTime() / 1000, directory);
}

async function copyFromCache(
  cache: HistoryCache,
  plan: Plan,
  directory: string,
  log?: (message: string) => void,
): Promise<World> {
  const key = cacheKey(plan);
  let entry = await cache.find(key, plan.now);
  if (entry) {
    log?.(
      `history of ${entry.end.toISOString()} found, adding what came since`,
    );
  } else {
    log?.(`making ${plan.historyDays} days of history`);
    entry = await cache.add(key, plan.now, making =>
      writeAll(worldOf(plan, plan.now), plan, making),
    );
  }
  for (const block of await listBlocks(entry.directory)) {
    await cp(join(entry.directory, block), join(directory, block), {
      recursive: true,
    });
  }
  const world = worldOf(plan, entry.end);
  const lastStep = Math.floor(entry.end.getTime() / 1000 / plan.stepSeconds);
  const next = (lastStep + 1) * plan.stepSeconds;
  if (next * 1000 <= plan.now.getTime()) {
    await writeHistory(world, plan, next, directory);
  }
  return world;
}

/**
 * Fills an empty TSDB directory with the world's history up to now, from the cache
 * where that is fresh. The world that comes back is the one the history was made
 * of: with a cache its anchor may be some hours old.
 *
 * @public
 */
export async function createHistory(
  directory: string,
  options: HistoryOptions = {},
): Promise<World> {
  const { cacheDir, maxAgeHours = 6, log } = options;
  const plan = planOf(options);
  await mkdir(directory, { recursive: true });
  if (cacheDir) {
    const cache = new HistoryCache(cacheDir, maxAgeHours);
    return copyFromCache(cache, plan, directory, log);
  }
  const world = worldOf(plan, plan.now);
  log?.(`making ${plan.historyDays} days of history`);
  await writeAll(world, plan, directory);
  return world;
}

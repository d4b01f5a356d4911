import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoWorld, startDemoWorld } from 'testbed';
import { demoSloDocuments } from './demoSlos';
import { measureTab, type TabResults } from './measureTab';
import { idleMb, peakMb } from './memory';
import { sloDocuments } from './slos';
import { type WholeWay, WholeWayDriver } from './wholeWay';

export interface WholeWayResults {
  /** The demo's two SLOs; the first is the portal's first generation at all. */
  demo: { first: DemoRun; runs: DemoRun[] };
  sizes: Array<{
    size: number;
    runs: WholeWay[];
    idleMb: number;
    peakMb: number;
  }>;
  /** Of the service that the runs of the demo have left. */
  tab: TabResults;
}

/** A whole way, and a validation of the same SLOs that stores nothing. */
export type DemoRun = WholeWay & { validate: number };

const DEMO_RUNS = 20;

/** More SLOs in one service take minutes by their rule tests and exact dry runs. */
const SIZES = [1, 10];
/** For each of them. */
const RUNS = [3, 2];

/** Over HTTP against the running demo world, one run after the other. */
export async function measureWholeWay(
  dataDir: string,
  say: (what: string) => void,
): Promise<WholeWayResults> {
  return inDemoWorld(dataDir, say, async world => {
    const driver = new WholeWayDriver(world);
    const { sloIds, ...demo } = await measureDemo(driver, DEMO_RUNS, say);
    const tab = await measureTab(world, say);
    // What stays deployed would stand in the files of every size.
    await driver.retireSlos(sloIds);
    const sizes: WholeWayResults['sizes'] = [];
    const pid = portalPid(dataDir);
    for (const [index, size] of SIZES.entries()) {
      say(`the whole way of ${size}`);
      sizes.push(await measureSize(driver, pid, size, RUNS[index]));
    }
    return { demo, sizes, tab };
  });
}

/** The tab alone: of a service that has gone the way only a few times. */
export async function measureTabAlone(
  dataDir: string,
  say: (what: string) => void,
): Promise<TabResults> {
  return inDemoWorld(dataDir, say, async world => {
    await measureDemo(new WholeWayDriver(world), 2, say);
    return measureTab(world, say);
  });
}

async function inDemoWorld<T>(
  dataDir: string,
  say: (what: string) => void,
  work: (world: DemoWorld) => Promise<T>,
): Promise<T> {
  const world = await startDemoWorld({
    dataDir,
    configs: ['bench/app-config.yaml'],
    onStep: say,
  });
  try {
    return await work(world);
  } catch (error) {
    process.stderr.write(`${world.portal.logTail()}\n`);
    throw error;
  } finally {
    await world.stop();
  }
}

async function measureDemo(
  driver: WholeWayDriver,
  runs: number,
  say: (what: string) => void,
) {
  say(`the whole way of the demo's SLOs, ${runs + 1} times`);
  const all: DemoRun[] = [];
  let sloIds: string[] = [];
  for (let revision = 1; revision <= runs + 1; revision += 1) {
    sloIds = await driver.approveSlos(demoSloDocuments(revision));
    const way = await driver.run(sloIds, 'merge');
    all.push({ ...way, validate: await driver.validateOnly(sloIds) });
  }
  const [first, ...others] = all;
  return { first, runs: others, sloIds };
}

async function measureSize(
  driver: WholeWayDriver,
  pid: number,
  size: number,
  count: number,
) {
  const runs: WholeWay[] = [];
  let idle = 0;
  for (let revision = 1; revision <= count; revision += 1) {
    const sloIds = await driver.approveSlos(sloDocuments(size, revision));
    if (revision === 1) idle = idleMb(pid);
    runs.push(await driver.run(sloIds, 'close'));
  }
  return { size, runs, idleMb: idle, peakMb: peakMb(pid) };
}

function portalPid(dataDir: string): number {
  const [pid] = readFileSync(
    join(dataDir, 'portal', 'portal.pid'),
    'utf8',
  ).split('\n');
  return Number(pid);
}

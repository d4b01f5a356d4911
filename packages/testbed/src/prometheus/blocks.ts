import execa from 'execa';
import { mkdir, readdir, rm } from 'fs/promises';
import { join } from 'path';
import { explainSpawnError } from '../process';
import { World } from '../world';
import { SampleGrid, writeOpenMetrics } from './openMetrics';

export const INSTALL_HINT =
  'install it (Debian: apt-get install prometheus), it brings promtool too';

const WINDOW_SECONDS = 3 * 86_400;
/** promtool works on one window while the next is being written. */
const PROMTOOLS_AT_ONCE = 2;

function windowsOf({ start, end, step }: SampleGrid): SampleGrid[] {
  const windows: SampleGrid[] = [];
  for (let from = start; from <= end; from += WINDOW_SECONDS) {
    windows.push({
      start: from,
      end: Math.min(end, from + WINDOW_SECONDS - 1),
      step,
    });
  }
  return windows;
}

async function createBlocks(
  openMetricsFile: string,
  directory: string,
): Promise<void> {
  const args = [
    'tsdb',
    'create-blocks-from',
    // Without it, blocks of 2 hours: the whole file is read once for each.
    '--max-block-duration=1000h',
    'openmetrics',
    openMetricsFile,
    directory,
  ];
  try {
    await execa('promtool', args);
  } catch (error) {
    throw explainSpawnError(error, 'promtool', INSTALL_HINT);
  }
}

/**
 * Writes blocks with the world's samples on a grid into a TSDB directory: the real
 * storage format, made by the real tool.
 */
export async function writeBlocks(
  world: World,
  grid: SampleGrid,
  directory: string,
): Promise<void> {
  // Hundreds of megabytes: where this is interrupted, they go with the directory.
  const scratch = join(directory, 'openmetrics');
  await mkdir(scratch, { recursive: true });
  try {
    const busy: Promise<void>[] = [];
    for (const [index, window] of windowsOf(grid).entries()) {
      if (busy.length >= PROMTOOLS_AT_ONCE) {
        await busy.shift();
      }
      const file = join(scratch, `${index}.om`);
      await writeOpenMetrics(world, window, file);
      const made = createBlocks(file, directory).then(() => rm(file));
      // Looked at when it is waited for; until then it must not count as unhandled.
      made.catch(() => {});
      busy.push(made);
    }
    await Promise.all(busy);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Names of the blocks in a TSDB directory. */
export async function listBlocks(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory() && /^[0-9A-Z]{26}$/.test(entry.name))
    .map(entry => entry.name);
}

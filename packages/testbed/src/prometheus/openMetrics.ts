import { FileHandle, open } from 'fs/promises';
import { World } from '../world';
import { FAMILIES, isOfFamily, seriesText } from '../world/exposition';
import { WorldSeries } from '../world/routeCounters';

/** Times of samples: every `step` seconds from `start` to `end`, both included. */
export interface SampleGrid {
  start: number;
  end: number;
  step: number;
}

const CHUNK_CHARACTERS = 1 << 20;

/** Times on the grid, all of them whole multiples of the step. */
export function gridTimes({ start, end, step }: SampleGrid): number[] {
  const times: number[] = [];
  for (let t = Math.ceil(start / step) * step; t <= end; t += step) {
    times.push(t);
  }
  return times;
}

/** One series with its values on the grid. */
interface Column {
  series: WorldSeries;
  values: Float64Array;
}

/** What Prometheus would have scraped, with the labels that it adds itself. */
function columnsOf(world: World, times: number[]): Column[] {
  return world.services.flatMap(({ name, instance }) => {
    const columns = world.seriesOf(name).map(({ metric, labels }) => ({
      series: { metric, labels: { ...labels, instance, job: name } },
      values: new Float64Array(times.length),
    }));
    times.forEach((time, row) => {
      world.valuesAt(name, time).forEach((value, index) => {
        columns[index].values[row] = value;
      });
    });
    return columns;
  });
}

function upColumns(world: World, times: number[]): Column[] {
  return world.services.map(({ name, instance }) => ({
    series: { metric: 'up', labels: { instance, job: name } },
    values: new Float64Array(times.length).fill(1),
  }));
}

async function writeColumns(
  file: FileHandle,
  columns: Column[],
  times: number[],
): Promise<void> {
  let chunk = '';
  for (const { series, values } of columns) {
    const prefix = seriesText(series);
    for (let row = 0; row < times.length; row += 1) {
      chunk += `${prefix} ${values[row]} ${times[row]}\n`;
      if (chunk.length > CHUNK_CHARACTERS) {
        await file.write(chunk);
        chunk = '';
      }
    }
  }
  await file.write(chunk);
}

/**
 * Writes the world as an OpenMetrics file. Lines go to the disk as they are made;
 * only the numbers of this grid are in memory, so callers go day by day.
 */
export async function writeOpenMetrics(
  world: World,
  grid: SampleGrid,
  path: string,
): Promise<void> {
  const times = gridTimes(grid);
  const columns = columnsOf(world, times);
  const file = await open(path, 'w');
  try {
    for (const family of FAMILIES) {
      await file.write(`# TYPE ${family.openMetricsName} ${family.type}\n`);
      const ofFamily = columns.filter(({ series }) =>
        isOfFamily(family, series),
      );
      await writeColumns(file, ofFamily, times);
    }
    await file.write('# TYPE up gauge\n');
    await writeColumns(file, upColumns(world, times), times);
    await file.write('# EOF\n');
  } finally {
    await file.close();
  }
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres, startPrometheus } from 'testbed';
import { askChild } from './child';
import type { Expectation } from './expectations';
import type {
  MeasurementFigures,
  MeasurementOrder,
  MeasurementRound,
} from './measurementChild';
import { formatMb, formatMs, table } from './tables';

const SLOS = 5000;
const DAYS = 30;
/** How often the job runs unless configured. */
const INTERVAL_MS = 5 * 60_000;

/** Rounds of the job that measures, over PostgreSQL that holds a month of many SLOs. */
export async function measureMeasurements(
  dataDir: string,
  say: (what: string) => void,
): Promise<MeasurementFigures> {
  const folder = join(dataDir, 'postgres');
  await rm(folder, { recursive: true, force: true });
  say('Prometheus and PostgreSQL');
  const prometheus = await startPrometheus({
    dataDir: join(dataDir, 'prometheus'),
    cacheDir: join(dataDir, 'history'),
  });
  try {
    const postgres = await startPostgres({ dataDir: folder });
    try {
      say(`rounds of measuring ${SLOS} SLOs of ${DAYS} days`);
      const order: MeasurementOrder = {
        prometheusUrl: prometheus.url,
        database: postgres.connectionString,
        ...{ slos: SLOS, days: DAYS, rounds: 2 },
        now: prometheus.world.anchor.getTime() / 1000,
      };
      const figures = await askChild<MeasurementFigures>(
        'bench/measurementChild.ts',
        order,
      );
      say(`(${formatMs(figures.seedMs)} of that to store what was before)`);
      return figures;
    } finally {
      await postgres.stop();
    }
  } finally {
    await prometheus.stop();
    // Gigabytes.
    await rm(folder, { recursive: true, force: true });
  }
}

export function measurementTable({
  rounds,
  idleMb,
  peakMb,
}: MeasurementFigures): string {
  const row = (title: string, round: MeasurementRound) => [
    title,
    ...(['find', 'measure', 'stand', 'whole', 'bare'] as const).map(key =>
      formatMs(round[key]),
    ),
    (round.whole / round.bare).toFixed(2),
    formatMs(round.pause),
    formatMb(idleMb),
    formatMb(peakMb),
  ];
  const [first, next] = rounds;
  return table(
    [
      ...['', 'find', 'ask and store', 'stand', 'round'],
      ...['bare queries', 'ratio', 'pause', 'idle', 'peak'],
    ],
    [row('First after a start', first), row('Next', next)],
  );
}

export const MEASUREMENT_NOTE = `Two rounds of the job \`measure-slos\`, which runs every five minutes: ${SLOS} SLOs in services of ten, each with ${DAYS} days of stored cells (43 million rows), on PostgreSQL, and the real Prometheus asked for the newest five minutes of each, by two queries. Find is what there is to measure and how, which is kept for the rounds after; stand is how each SLO stands over its window, for the overview of the organisation. Bare queries are the same range queries, as many at a time, read and thrown away. The pause is the longest time in which the process answered nobody else. Memory is that of the job's process over both rounds, without PostgreSQL.`;

export function judgeMeasurements({
  rounds,
}: MeasurementFigures): Expectation[] {
  const slowest = Math.max(...rounds.map(({ whole }) => whole));
  return [
    {
      what: `a round of measuring ${SLOS} SLOs within half of its five minutes`,
      measured: formatMs(slowest),
      met: slowest <= INTERVAL_MS / 2,
    },
  ];
}

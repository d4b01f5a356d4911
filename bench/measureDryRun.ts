import { join } from 'node:path';
import { startPrometheus } from 'testbed';
import { startTestPrometheus } from '../plugins/slo-scout-backend/src/prometheus/__testUtils__/startTestPrometheus';
import { askChild } from './child';
import type { DryRunFigures, DryRunOrder } from './dryRunChild';
import type { Expectation } from './expectations';
import { median } from './statistics';
import { formatMb, formatMs, table } from './tables';
import type { WhatIfFigures, WhatIfOrder } from './whatIfChild';

const DAY = 86_400;
const SERIES = 1000;
const RATIO = 2;
const FIVE_SLOS_MS = 20_000;
const WHAT_IF_PART = 'third';

export interface ExactDryRuns {
  one: DryRunFigures;
  five: DryRunFigures;
  /** A thousand series, over so many days. */
  series: Array<DryRunFigures & { days: number }>;
  whatIf: WhatIfFigures;
}

/** Exact dry runs beside the bare range queries that they need, each in a process of its own. */
export async function measureDryRun(
  dataDir: string,
  say: (what: string) => void,
): Promise<ExactDryRuns> {
  say('Prometheus with 30 days at 30 s');
  const prometheus = await startPrometheus({
    dataDir: join(dataDir, 'prometheus-30s'),
    cacheDir: join(dataDir, 'history'),
    stepSeconds: 30,
  });
  try {
    const now = prometheus.world.anchor.getTime() / 1000;
    const { url } = prometheus;
    const slos = async (count: number) => {
      say(`exact dry run of ${count} SLOs`);
      return inChild({ url, now, days: 30, slos: count });
    };
    return {
      one: await slos(1),
      five: await slos(5),
      whatIf: await whatIf({ url, now, days: 30 }, say),
      series: await measureSeries(say),
    };
  } finally {
    await prometheus.stop();
  }
}

async function measureSeries(say: (what: string) => void) {
  const now = Math.floor(Date.now() / 3_600_000) * 3600;
  say(`Prometheus with ${SERIES} series`);
  const prometheus = await startTestPrometheus({
    start: now - 9 * DAY,
    end: now,
    step: 300,
    series: Array.from({ length: SERIES }, (_, pod) => ({
      name: 'busy',
      labels: { pod: String(pod) },
      valueAt: time => ((time / 300 + pod * 13) % 97 > 90 ? 1 : 0),
    })),
  });
  try {
    const rows: ExactDryRuns['series'] = [];
    for (const days of [2, 4, 8]) {
      say(`exact dry run of ${SERIES} series over ${days} days`);
      const order = { url: prometheus.url, now, days, slos: 0 };
      rows.push({ days, ...(await inChild(order)) });
    }
    return rows;
  } finally {
    await prometheus.stop();
  }
}

function whatIf(
  order: WhatIfOrder,
  say: (what: string) => void,
): Promise<WhatIfFigures> {
  say('what-if of one SLO');
  return askChild('bench/whatIfChild.ts', order);
}

function inChild(order: DryRunOrder): Promise<DryRunFigures> {
  return askChild('bench/dryRunChild.ts', order);
}

export function exactDryRunTable({ one, five, series }: ExactDryRuns): string {
  const row = (title: string, f: DryRunFigures) => [
    title,
    formatMs(f.ms),
    formatMs(f.bareMs),
    (f.ms / f.bareMs).toFixed(2),
    String(f.queries),
    formatMb(f.idleMb),
    formatMb(f.peakMb),
  ];
  return table(
    ['', 'dry run', 'bare queries', 'ratio', 'queries', 'idle', 'peak'],
    [
      row('1 SLO, 30 days', one),
      row('5 SLOs, 30 days', five),
      ...series.map(f => row(`${SERIES} series, ${f.days} days`, f)),
    ],
  );
}

export const EXACT_DRY_RUN_NOTE =
  'Ratio SLOs of one service, evaluated every 30 s as in production, over a Prometheus with a sample each 30 s; they share no query. Bare queries are the same range queries, four at a time, read and thrown away, right after. The thousand series are recorded by one rule and summed over a day: memory goes with the window and the series, not with the range.';

export function whatIfTable({ whatIf: figures }: ExactDryRuns): string {
  return table(
    ['', 'time', 'queries'],
    [
      ['First answer', formatMs(figures.firstMs), String(figures.firstQueries)],
      [
        `Median of ${figures.ms.length} others`,
        formatMs(median(figures.ms)),
        String(figures.queries),
      ],
      ['Slowest of them', formatMs(Math.max(...figures.ms)), ''],
    ],
  );
}

export const WHAT_IF_NOTE =
  'The exact dry run of one ratio SLO over the same 30 days, again for each of several objectives. The first answer asks Prometheus; the others come from what it said.';

export function judgeDryRun({
  one,
  five,
  whatIf: { firstMs, ms, queries },
}: ExactDryRuns): Expectation[] {
  return [
    {
      what: `exact dry run of one SLO within ${RATIO} times its bare range queries`,
      measured: `${(one.ms / one.bareMs).toFixed(2)} times`,
      met: one.ms <= RATIO * one.bareMs,
    },
    {
      what: `exact dry run of five SLOs within ${FIVE_SLOS_MS / 1000} s`,
      measured: formatMs(five.ms),
      met: five.ms <= FIVE_SLOS_MS,
    },
    {
      what: `what-if with known history without a query, in a ${WHAT_IF_PART} of the first answer`,
      measured: `${(median(ms) / firstMs).toFixed(2)}, ${queries} queries`,
      met: queries === 0 && median(ms) <= firstMs / 3,
    },
  ];
}

/**
 * What-if of one SLO in a process of its own: the order comes as JSON in the first
 * argument, the answer is one line of JSON.
 */
import { HttpPrometheusClient } from '../plugins/slo-scout-backend/src/prometheus';
import { Histories } from '../plugins/slo-scout-backend/src/replays/Histories';
import { rulesOf } from '../plugins/slo-scout-backend/src/replays/rulesOf';
import { dryRun } from '../plugins/slo-scout-backend/src/validators/dryRun';
import { timed } from './statistics';
import { generatorInput } from './subject';

const DAY = 86_400;
const OBJECTIVES = [0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];

export interface WhatIfOrder {
  url: string;
  /** Unix seconds. */
  now: number;
  days: number;
}

export interface WhatIfFigures {
  /** The first answer, which asks Prometheus. */
  firstMs: number;
  firstQueries: number;
  /** Those after it, one for each of several objectives. */
  ms: number[];
  queries: number;
}

async function measure(order: WhatIfOrder): Promise<WhatIfFigures> {
  const input = generatorInput(1, order.url);
  const { client: history } = new Histories({ now: () => new Date() }).of(
    'bench',
    new HttpPrometheusClient({ name: 'bench', url: order.url }),
  );
  const answer = (changes: object) =>
    timed(async () => {
      const slos = input.slos.map(slo => ({ ...slo, ...changes }));
      const { notes: _, ...rules } = rulesOf({ ...input, slos });
      const [result] = (
        await dryRun({
          ...rules,
          rangeSeconds: order.days * DAY,
          stepSeconds: 300,
          deadlineMs: 10 * 60_000,
          client: history,
          now: order.now,
        })
      ).values();
      if (result.verdict !== 'passed' || !result.exact) {
        throw new Error(result.reason ?? 'not exact');
      }
    });
  const firstMs = await answer({});
  const firstQueries = history.asked;
  const ms: number[] = [];
  for (const objective of OBJECTIVES) ms.push(await answer({ objective }));
  return { firstMs, firstQueries, ms, queries: history.asked - firstQueries };
}

measure(JSON.parse(process.argv[2])).then(
  result => process.stdout.write(`${JSON.stringify(result)}\n`),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);

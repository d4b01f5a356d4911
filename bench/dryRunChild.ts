/**
 * One exact dry run in a process of its own, so that its memory is its own: the
 * order comes as JSON in the first argument, the answer is one line of JSON.
 */
import { budgetsOf } from '../plugins/slo-scout-backend/src/artifacts/budgetsOf';
import { generateFiles } from '../plugins/slo-scout-backend/src/generators';
import {
  HttpPrometheusClient,
  type RangeRequest,
} from '../plugins/slo-scout-backend/src/prometheus';
import {
  type DryRunRequest,
  dryRun,
  readRuleFile,
} from '../plugins/slo-scout-backend/src/validators/dryRun';
import { askBarely, type BareQuery } from './bareQueries';
import { idleMb, peakMb } from './memory';
import { timed } from './statistics';
import { generatorInput } from './subject';

const DAY = 86_400;

export interface DryRunOrder {
  url: string;
  /** Unix seconds. */
  now: number;
  days: number;
  /** Ratio SLOs, or 0: one recording rule over all series of `busy`. */
  slos: number;
}

export interface DryRunFigures {
  ms: number;
  /** The same range queries and nothing else, as many at a time. */
  bareMs: number;
  queries: number;
  idleMb: number;
  peakMb: number;
}

type Subject = Pick<DryRunRequest, 'alerts' | 'recordings' | 'budgets'>;

function sloSubject({ slos, url }: DryRunOrder): Subject {
  const input = generatorInput(2 * slos, url);
  const ratios = input.slos.filter(({ sli }) => sli.kind === 'ratio');
  const chosen = { ...input, slos: ratios };
  const { files } = generateFiles(chosen, ['recording_rule', 'alert_rule']);
  const read = (type: string) =>
    files
      .filter(file => file.type === type)
      .map(({ path, content }) => ({ path, ...readRuleFile(content) }));
  return {
    alerts: new Map(
      read('alert_rule').map(({ path, alerts }) => [path, alerts]),
    ),
    recordings: read('recording_rule').flatMap(file => file.recordings),
    budgets: budgetsOf(chosen),
  };
}

function seriesSubject(): Subject {
  const { alerts, recordings } = readRuleFile(`
groups:
  - name: busy
    interval: 30s
    rules:
      - { record: "job:busy", expr: busy }
      - { alert: Busy, expr: "sum_over_time(job:busy[1d]) > 175 and job:busy > 0" }
`);
  return { alerts: new Map([['busy.yaml', alerts]]), recordings };
}

async function measure(order: DryRunOrder): Promise<DryRunFigures> {
  const subject = order.slos > 0 ? sloSubject(order) : seriesSubject();
  const client = new HttpPrometheusClient({ name: 'bench', url: order.url });
  const asked: BareQuery[] = [];
  const queryRange = client.queryRange.bind(client);
  client.queryRange = (expr: string, { signal, ...range }: RangeRequest) => {
    asked.push([expr, range]);
    return queryRange(expr, { ...range, signal });
  };
  globalThis.gc?.();
  const idle = idleMb('self');
  const ms = await timed(async () => {
    const results = await dryRun({
      ...subject,
      rangeSeconds: order.days * DAY,
      stepSeconds: 300,
      deadlineMs: 10 * 60_000,
      client,
      now: order.now,
    });
    for (const { verdict, exact, reason } of results.values()) {
      if (verdict !== 'passed' || !exact)
        throw new Error(reason ?? 'not exact');
    }
  });
  const peak = peakMb('self');
  const bareMs = await timed(() => askBarely(order.url, asked, 4));
  return { ms, bareMs, queries: asked.length, idleMb: idle, peakMb: peak };
}

measure(JSON.parse(process.argv[2])).then(
  result => process.stdout.write(`${JSON.stringify(result)}\n`),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);

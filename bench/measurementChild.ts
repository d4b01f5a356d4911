/**
 * Rounds of the job that measures the SLOs in force, in a process of its own, so
 * that its memory is its own: the order comes as JSON in the first argument, the
 * answer is one line of JSON.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { AuthService } from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { ConfigReader } from '@backstage/config';
import createKnex, { type Knex } from 'knex';
import { TargetDirectory } from '../plugins/slo-scout-backend/src/artifacts/TargetDirectory';
import { EntityDirectory } from '../plugins/slo-scout-backend/src/catalog/EntityDirectory';
import { PortalPages } from '../plugins/slo-scout-backend/src/catalog/PortalPages';
import { migrate } from '../plugins/slo-scout-backend/src/database/openDatabase';
import { createGitProviders } from '../plugins/slo-scout-backend/src/gitops/providers';
import { readTargets } from '../plugins/slo-scout-backend/src/gitops/targets';
import { CELL_SECONDS } from '../plugins/slo-scout-backend/src/measurements/measurement';
import { MeasurementStore } from '../plugins/slo-scout-backend/src/measurements/MeasurementStore';
import { MeasurementTasks } from '../plugins/slo-scout-backend/src/measurements/MeasurementTasks';
import { SloMeasurer } from '../plugins/slo-scout-backend/src/measurements/SloMeasurer';
import { StandingRefresher } from '../plugins/slo-scout-backend/src/overview/StandingRefresher';
import { StandingStore } from '../plugins/slo-scout-backend/src/overview/StandingStore';
import {
  HttpPrometheusClient,
  type RangeRequest,
} from '../plugins/slo-scout-backend/src/prometheus';
import { SloStore } from '../plugins/slo-scout-backend/src/slos/SloStore';
import { askBarely, type BareQuery } from './bareQueries';
import { organisation, seed } from './measurementSeed';
import { idleMb, peakMb } from './memory';
import { timed } from './statistics';
import { ENVIRONMENT, nobody, silent } from './subject';

const DAY = 86_400;
/** As the job asks: three SLOs at a time, two queries of each. */
const QUERIES_AT_ONCE = 6;

export interface MeasurementOrder {
  prometheusUrl: string;
  /** Connection string of an empty PostgreSQL. */
  database: string;
  slos: number;
  days: number;
  rounds: number;
  /** Unix seconds; Prometheus has samples until then. */
  now: number;
}

/** Milliseconds. */
export interface MeasurementRound {
  /** What there is to measure. */
  find: number;
  /** Prometheus asked, and its answers stored. */
  measure: number;
  /** How each SLO stands with them. */
  stand: number;
  whole: number;
  /** The same range queries and nothing else, as many at a time. */
  bare: number;
  queries: number;
  /** For so long the process answered nobody else. */
  pause: number;
}

export interface MeasurementFigures {
  seedMs: number;
  rounds: MeasurementRound[];
  idleMb: number;
  peakMb: number;
}

/** The job as the plugin makes it, with a clock that the bench sets. */
function createJob(
  db: Knex,
  { prometheusUrl, slos: count }: MeasurementOrder,
  now: () => Date,
) {
  const config = new ConfigReader({
    app: { baseUrl: 'http://localhost' },
    integrations: { github: [{ host: 'github.com', token: 'none' }] },
    sloScout: {
      targets: [
        {
          ...{ name: ENVIRONMENT, environment: ENVIRONMENT },
          ...{ provider: 'github', host: 'github.com', repo: 'acme/rules' },
        },
      ],
    },
  });
  const client = new HttpPrometheusClient({
    name: 'bench',
    url: prometheusUrl,
  });
  const prometheus = { find: () => client };
  const { entities, slos: all } = organisation(count);
  const store = new MeasurementStore({ db });
  const slos = new SloStore({ db });
  const targets = new TargetDirectory({
    config,
    pages: new PortalPages({ config }),
    targets: readTargets(config),
    providers: createGitProviders({ config, logger: silent }),
    prometheus,
  });
  const auth: Pick<AuthService, 'getOwnServiceCredentials'> = {
    getOwnServiceCredentials: async () =>
      nobody as Awaited<ReturnType<AuthService['getOwnServiceCredentials']>>,
  };
  const logger = { ...silent, error: fail, warn: fail };
  const tasks = new MeasurementTasks({
    auth: auth as AuthService,
    entities: new EntityDirectory({
      catalog: new InMemoryCatalogClient({ entities }),
    }),
    ...{ logger, store, slos, targets, prometheus },
  });
  const measurer = new SloMeasurer({
    options: { retentionSeconds: 400 * DAY, deadlineMs: 10 * 60_000 },
    timescale: undefined,
    ...{ tasks, store, logger, now },
  });
  const refresher = new StandingRefresher({
    measurements: store,
    standings: new StandingStore({ db }),
    ...{ logger, slos, targets, now },
  });
  return { all, client, tasks, measurer, refresher };
}

function fail(message: string) {
  throw new Error(message);
}

async function measure(order: MeasurementOrder): Promise<MeasurementFigures> {
  const { slos, days, rounds: count } = order;
  const db = createKnex({
    client: 'pg',
    connection: order.database,
    // As many as Backstage has.
    pool: { min: 0, max: 10 },
  });
  try {
    const newest = Math.floor((order.now - 60) / CELL_SECONDS) * CELL_SECONDS;
    const begin = newest - count * CELL_SECONDS;
    let time = begin;
    const job = createJob(db, order, () => new Date((time + 60) * 1000));
    await migrate(db);
    const seedMs = await timed(() => seed(db, job.all, { until: begin, days }));
    globalThis.gc?.();
    const idle = idleMb('self');
    const rounds: MeasurementRound[] = [];
    for (let round = 0; round < count; round += 1) {
      time += CELL_SECONDS;
      rounds.push(await oneRound(job, order.prometheusUrl));
      await check(db, { slos, until: time });
    }
    return { seedMs, rounds, idleMb: idle, peakMb: peakMb('self') };
  } finally {
    await db.destroy();
  }
}

async function oneRound(
  { client, tasks, measurer, refresher }: ReturnType<typeof createJob>,
  prometheusUrl: string,
): Promise<MeasurementRound> {
  const asked: BareQuery[] = [];
  const queryRange = HttpPrometheusClient.prototype.queryRange.bind(client);
  client.queryRange = (expr: string, { signal, ...range }: RangeRequest) => {
    asked.push([expr, range]);
    return queryRange(expr, { ...range, signal });
  };
  let find = 0;
  tasks.list = async (...request) => {
    const started = performance.now();
    const list = await MeasurementTasks.prototype.list.apply(tasks, request);
    find = performance.now() - started;
    return list;
  };
  const { signal } = new AbortController();
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const measured = await timed(() => measurer.measure(signal));
  const stand = await timed(() => refresher.refresh(signal));
  loop.disable();
  return {
    ...{ find, measure: measured - find, stand, whole: measured + stand },
    bare: await timed(() => askBarely(prometheusUrl, asked, QUERIES_AT_ONCE)),
    queries: asked.length,
    pause: loop.max / 1e6,
  };
}

/** A round that measured nothing would be quick. */
async function check(db: Knex, of: { slos: number; until: number }) {
  const at = new Date((of.until - CELL_SECONDS) * 1000);
  const [{ n }] = await db('slo_measurements').where({ at }).count({ n: '*' });
  const [{ m }] = await db('slo_standings')
    .where({ measured_until: new Date(of.until * 1000) })
    .whereNotNull('budget_left')
    .count({ m: '*' });
  if (Number(n) !== of.slos || Number(m) !== of.slos) {
    throw new Error(`${n} SLOs were measured, and ${m} stand by it`);
  }
}

measure(JSON.parse(process.argv[2])).then(
  result => process.stdout.write(`${JSON.stringify(result)}\n`),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);

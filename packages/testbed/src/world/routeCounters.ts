import { Incident } from './incidents';
import {
  ENVIRONMENT,
  LATENCY_BOUNDS,
  LatencyProfile,
  WorldRoute,
  WorldService,
} from './services';
import { SLOT_SECONDS, busyness, hash01, trafficLevel } from './traffic';

/** One time series of the world. */
export interface WorldSeries {
  metric: string;
  labels: Record<string, string>;
}

export const REQUESTS = 'http_requests_total';
export const DURATION = 'http_request_duration_seconds';

const CODES = ['200', '404', '500'] as const;
const SLOTS_A_DAY = 86_400 / SLOT_SECONDS;
const BUCKETS = LATENCY_BOUNDS.length + 1;
/** Errors and misses are answered fast, so they do not show in p95. */
const NOT_FOUND_BUCKET = 1;
const ERROR_BUCKET = 2;
/** A typical request of each bucket, in whole milliseconds, so that sums stay exact. */
const BUCKET_MILLISECONDS = [
  6, 18, 38, 75, 125, 175, 240, 380, 700, 1600, 3500,
];

/**
 * Counters of one route. A request is a cell, one for each latency bucket of code
 * 200 and one for each other code; every counter is a sum of cells. So `_count`,
 * the `+Inf` bucket and the sum over codes are always equal, as in a real service,
 * and each counter is a whole number that never falls.
 */
export class RouteCounters {
  readonly series: WorldSeries[];
  readonly #seed: string;
  readonly #route: WorldRoute;
  readonly #incidents: Incident[];
  readonly #origin: number;
  /** Requests of each cell between the origin and the beginning of #slot. */
  readonly #before = new Float64Array(BUCKETS + 2);
  /** Requests of each cell per second, during #slot. */
  readonly #perSecond = new Float64Array(BUCKETS + 2);
  #slot = 0;
  /** What #before was at the beginning of each day, so that going back is cheap too. */
  readonly #checkpoints: Float64Array[] = [];

  /** @param origin - unix seconds at which the counters began, on a whole minute */
  constructor(
    service: WorldService,
    route: WorldRoute,
    incidents: Incident[],
    origin: number,
  ) {
    this.#seed = `${service.name}${route.route}`;
    this.#route = route;
    this.#incidents = incidents;
    this.#origin = origin;
    this.series = describeSeries(service, route);
    // Without a phase of their own, all cells would count up in the same second.
    this.#before.forEach((_, cell) => {
      this.#before[cell] = hash01(this.#seed, cell);
    });
    this.#beginSlot();
  }

  /** Values of all series, in the order of `series`. */
  valuesAt(unixSeconds: number): number[] {
    const slot = Math.max(
      0,
      Math.floor((unixSeconds - this.#origin) / SLOT_SECONDS),
    );
    if (slot < this.#slot) {
      this.#goBackTo(slot);
    }
    while (this.#slot < slot) {
      this.#finishSlot();
    }
    const begin = this.#origin + slot * SLOT_SECONDS;
    const elapsed = Math.max(0, unixSeconds - begin);
    const cells = this.#before.map((before, cell) =>
      Math.floor(before + this.#perSecond[cell] * elapsed),
    );
    return countersOf(cells);
  }

  #goBackTo(slot: number): void {
    const day = Math.floor(slot / SLOTS_A_DAY);
    this.#before.set(this.#checkpoints[day]);
    this.#slot = day * SLOTS_A_DAY;
    this.#beginSlot();
  }

  #finishSlot(): void {
    this.#perSecond.forEach((rate, cell) => {
      this.#before[cell] += rate * SLOT_SECONDS;
    });
    this.#slot += 1;
    this.#beginSlot();
  }

  #beginSlot(): void {
    if (this.#slot % SLOTS_A_DAY === 0) {
      this.#checkpoints[this.#slot / SLOTS_A_DAY] = this.#before.slice();
    }
    const begin = this.#origin + this.#slot * SLOT_SECONDS;
    const { requestsPerSecond, notFoundRatio, quiet, busy } = this.#route;
    const { errorRatio, latency } = this.#incidentAt(begin);
    const rate = requestsPerSecond * trafficLevel(this.#seed, begin);
    const good = rate * (1 - errorRatio - notFoundRatio);
    const load = busyness(begin);
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const usual =
        (quiet[bucket] ?? 0) * (1 - load) + (busy[bucket] ?? 0) * load;
      const share = latency ? latency[bucket] ?? 0 : usual;
      this.#perSecond[bucket] = good * share;
    }
    this.#perSecond[BUCKETS] = rate * notFoundRatio;
    this.#perSecond[BUCKETS + 1] = rate * errorRatio;
  }

  /** What stands in for the route's own figures, where something goes wrong. */
  #incidentAt(unixSeconds: number): {
    errorRatio: number;
    latency?: LatencyProfile;
  } {
    const { errorRatio } = this.#route;
    const now = this.#incidents.find(
      ({ start, end }) =>
        unixSeconds * 1000 >= start.getTime() &&
        unixSeconds * 1000 < end.getTime(),
    );
    switch (now?.kind) {
      case 'errors':
        return { errorRatio: now.errorRatio };
      case 'latency':
        return { errorRatio, latency: now.latency };
      default:
        return { errorRatio };
    }
  }
}

function describeSeries(
  service: WorldService,
  { route }: WorldRoute,
): WorldSeries[] {
  const common = {
    service: service.name,
    route,
    environment: ENVIRONMENT,
  };
  const bounds = [...LATENCY_BOUNDS.map(String), '+Inf'];
  return [
    ...CODES.map(code => ({ metric: REQUESTS, labels: { ...common, code } })),
    ...bounds.map(le => ({
      metric: `${DURATION}_bucket`,
      labels: { ...common, le },
    })),
    { metric: `${DURATION}_sum`, labels: common },
    { metric: `${DURATION}_count`, labels: common },
  ];
}

/** Adds cells up to the values of the series that {@link describeSeries} lists. */
function countersOf(cells: Float64Array): number[] {
  const inBucket = cells.slice(0, BUCKETS);
  const good = inBucket.reduce((sum, requests) => sum + requests, 0);
  const notFound = cells[BUCKETS];
  const errors = cells[BUCKETS + 1];
  inBucket[NOT_FOUND_BUCKET] += notFound;
  inBucket[ERROR_BUCKET] += errors;

  const cumulative: number[] = [];
  let count = 0;
  let milliseconds = 0;
  inBucket.forEach((requests, bucket) => {
    count += requests;
    milliseconds += requests * BUCKET_MILLISECONDS[bucket];
    cumulative.push(count);
  });
  return [good, notFound, errors, ...cumulative, milliseconds / 1000, count];
}

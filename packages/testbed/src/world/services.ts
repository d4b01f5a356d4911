/** Upper bounds of the latency histogram, in seconds. The last bucket is `+Inf`. */
export const LATENCY_BOUNDS = [
  0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5,
] as const;

/**
 * Share of the requests in each bucket of {@link LATENCY_BOUNDS}, and in `+Inf`;
 * they add up to 1.
 */
export type LatencyProfile = readonly number[];

/** @public */
export interface WorldRoute {
  route: string;
  /** Mean of a weekday. */
  requestsPerSecond: number;
  /** Share of answers with code 500, outside incidents. */
  errorRatio: number;
  /** Share of answers with code 404. */
  notFoundRatio: number;
  /** At the quietest hour of the night. */
  quiet: LatencyProfile;
  /** At the busiest hour of the day. */
  busy: LatencyProfile;
}

/** @public */
export interface WorldService {
  name: string;
  /** What Prometheus writes into `instance`. */
  instance: string;
  routes: WorldRoute[];
}

/** @public */
export const ENVIRONMENT = 'production';

// p95: quiet 0.139 s, busy 0.172 s. The objective of the demo is 0.2 s.
const CHECKOUT_QUIET = [0.02, 0.1, 0.25, 0.45, 0.16, 0.016, 0.003, 0.001];
const CHECKOUT_BUSY = [0.01, 0.07, 0.2, 0.42, 0.23, 0.05, 0.016, 0.004];

const FAST_QUIET = [0.3, 0.45, 0.18, 0.05, 0.015, 0.004, 0.001];
const FAST_BUSY = [0.22, 0.42, 0.24, 0.08, 0.03, 0.008, 0.002];

const PAGE_QUIET = [0.05, 0.15, 0.35, 0.32, 0.1, 0.02, 0.008, 0.002];
const PAGE_BUSY = [0.03, 0.1, 0.3, 0.36, 0.14, 0.045, 0.02, 0.005];

/**
 * The services of the demo: 12 % of the requests are answered by payments-api,
 * which checkout-web calls, and which calls ledger.
 *
 * @public
 */
export const WORLD_SERVICES: WorldService[] = [
  {
    name: 'payments-api',
    instance: 'payments-api:8080',
    routes: [
      {
        route: '/checkout',
        requestsPerSecond: 70,
        errorRatio: 0.0001,
        notFoundRatio: 0.002,
        quiet: CHECKOUT_QUIET,
        busy: CHECKOUT_BUSY,
      },
      {
        route: '/payment',
        requestsPerSecond: 60,
        errorRatio: 0.00012,
        notFoundRatio: 0.001,
        quiet: PAGE_QUIET,
        busy: PAGE_BUSY,
      },
      {
        route: '/confirm',
        requestsPerSecond: 50,
        errorRatio: 0.00008,
        notFoundRatio: 0.001,
        quiet: FAST_QUIET,
        busy: FAST_BUSY,
      },
    ],
  },
  {
    name: 'checkout-web',
    instance: 'checkout-web:3000',
    routes: [
      {
        route: '/',
        requestsPerSecond: 520,
        errorRatio: 0.00005,
        notFoundRatio: 0.01,
        quiet: FAST_QUIET,
        busy: FAST_BUSY,
      },
      {
        route: '/cart',
        requestsPerSecond: 290,
        errorRatio: 0.0001,
        notFoundRatio: 0.004,
        quiet: PAGE_QUIET,
        busy: PAGE_BUSY,
      },
      {
        route: '/order',
        requestsPerSecond: 110,
        errorRatio: 0.0002,
        notFoundRatio: 0.002,
        quiet: PAGE_QUIET,
        busy: PAGE_BUSY,
      },
    ],
  },
  {
    name: 'ledger',
    instance: 'ledger:9000',
    routes: [
      {
        route: '/entries',
        requestsPerSecond: 260,
        errorRatio: 0.00004,
        notFoundRatio: 0.0005,
        quiet: FAST_QUIET,
        busy: FAST_BUSY,
      },
      {
        route: '/balance',
        requestsPerSecond: 140,
        errorRatio: 0.00004,
        notFoundRatio: 0.003,
        quiet: FAST_QUIET,
        busy: FAST_BUSY,
      },
    ],
  },
];

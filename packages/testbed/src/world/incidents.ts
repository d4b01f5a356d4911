import { LatencyProfile } from './services';

interface IncidentSpecBase {
  /** For people and for tests, kebab case. */
  name: string;
  /** What went wrong, in one sentence. */
  description: string;
  service: string;
  routes: string[];
  /** How long before the world's anchor it began. */
  hoursBefore: number;
  minutes: number;
}

/** @public */
export interface LatencyIncidentSpec extends IncidentSpecBase {
  kind: 'latency';
  /** Takes the place of the routes' own profile. */
  latency: LatencyProfile;
}

/** @public */
export interface ErrorIncidentSpec extends IncidentSpecBase {
  kind: 'errors';
  /** Takes the place of the routes' own share of answers with code 500. */
  errorRatio: number;
}

/**
 * What goes wrong, and when, counted back from the world's anchor ("now").
 *
 * @public
 */
export type IncidentSpec = LatencyIncidentSpec | ErrorIncidentSpec;

/**
 * An incident with its true times. Queries over a 5 minute rate see its beginning
 * within a minute or two, and its end up to 5 minutes late.
 *
 * @public
 */
export type Incident = IncidentSpec & { start: Date; end: Date };

/**
 * The three incidents of the demo.
 *
 * @public
 */
export const DEMO_INCIDENTS: IncidentSpec[] = [
  {
    name: 'slow-database',
    description:
      'A missing index after a migration: /checkout p95 near 0.45 s.',
    kind: 'latency',
    service: 'payments-api',
    routes: ['/checkout'],
    hoursBefore: 23 * 24,
    minutes: 38,
    latency: [0, 0.02, 0.08, 0.2, 0.2, 0.15, 0.2, 0.13, 0.015, 0.005],
  },
  {
    name: 'card-network-down',
    description: 'The card network refuses every eighth call of /payment.',
    kind: 'errors',
    service: 'payments-api',
    routes: ['/payment', '/confirm'],
    hoursBefore: 12 * 24,
    minutes: 34,
    errorRatio: 0.125,
  },
  {
    name: 'noisy-neighbour',
    description: 'Starved of CPU by a batch job: /checkout p95 near 0.28 s.',
    kind: 'latency',
    service: 'payments-api',
    routes: ['/checkout'],
    hoursBefore: 4 * 24,
    minutes: 17,
    latency: [0, 0.04, 0.12, 0.3, 0.22, 0.14, 0.16, 0.015, 0.005],
  },
];

const MINUTE_MS = 60_000;

/** Gives incidents their times. They begin and end on whole minutes. */
export function placeIncidents(
  specs: readonly IncidentSpec[],
  anchor: Date,
): Incident[] {
  return specs.map(spec => {
    const began = anchor.getTime() - spec.hoursBefore * 60 * MINUTE_MS;
    const start = Math.floor(began / MINUTE_MS) * MINUTE_MS;
    return {
      ...spec,
      start: new Date(start),
      end: new Date(start + spec.minutes * MINUTE_MS),
    };
  });
}

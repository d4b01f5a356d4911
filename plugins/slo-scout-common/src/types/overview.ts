import type { Deployment } from './deployment';
import type { SloMeasurement } from './measurement';
import type { RequiredOverride } from './policy';
import type { Severity } from './slo';

/**
 * How an SLO in force stands, the worst first.
 *
 * - `overspent`: nothing of its error budget is left.
 * - `burning`: in the last hour the budget was spent faster than allowed.
 * - `unknown`: never measured, or no data of the last hour. Never shown as healthy.
 * - `healthy`: everything else.
 *
 * @public
 */
export const SLO_STATES = [
  'overspent',
  'burning',
  'unknown',
  'healthy',
] as const;

/** @public */
export type SloState = (typeof SLO_STATES)[number];

/** What was measured of an SLO, without its days. @public */
export type SloStanding = Omit<SloMeasurement, 'days'>;

/** One SLO in force of some entity, as it stands. @public */
export interface OverviewSlo {
  slo_id: string;
  entity_ref: string;
  name: string;
  display_name?: string;
  severity: Severity;
  state: SloState;
  /** Of its worst part, where it has several. */
  standing: SloStanding;
  /** How many parts have a budget of their own; 0 while nothing is measured. */
  parts: number;
}

/** Of the SLOs that search and owner leave, whatever their state. @public */
export interface OverviewCounts {
  slos: Record<SloState, number>;
  /** Entities that have an SLO in the state. */
  services: Record<SloState, number>;
  /** Entities that have an SLO. */
  all_services: number;
}

/**
 * Order of the list. `worst`: by state, then least budget left. `budget`: least
 * budget left. `burn_rate`: fastest burning. `name`: by entity and name.
 *
 * @public
 */
export type OverviewSort = 'worst' | 'budget' | 'burn_rate' | 'name';

/** @public */
export interface PageRequest {
  /** 1 to 100; 50 by default. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
}

/** @public */
export interface Page {
  /** How many there are on all pages. */
  total: number;
  /** Position of the first item, from 0. */
  offset: number;
  /** Null on the last page. */
  next_cursor: string | null;
}

/** Query of `GET /v1/overview/slos`. @public */
export interface OverviewSlosRequest extends PageRequest {
  /** The portal's default where it is absent. */
  environment?: string;
  /** Part of the SLO's name or of the entity ref, 100 characters at most. */
  search?: string;
  state?: SloState;
  /** A group or user, or `mine` for all that the caller owns. */
  owner?: string;
  sort?: OverviewSort;
}

/** @public */
export interface OverviewSlosPage extends Page {
  environment: string;
  counts: OverviewCounts;
  slos: OverviewSlo[];
}

/** Something that waits for a decision that the caller may take. @public */
export interface QueueItem {
  kind: 'slo' | 'artifacts' | 'override';
  /** Of the SLO, of the oldest file, of the override. */
  id: string;
  entity_ref: string;
  /** Null for an SLO, which is in force everywhere. */
  environment: string | null;
  /** Since when it waits, RFC 3339. */
  since: string;
  /** Who wrote, generated or asked for it. */
  by: string;
  /** Of the SLO; null for others. */
  name: string | null;
  /** Files that wait together; 1 for others. */
  count: number;
  /** Roles of the caller that the override waits for; empty for others. */
  roles: RequiredOverride[];
}

/** @public */
export interface QueuePage extends Page {
  items: QueueItem[];
}

/**
 * `open`: pull requests that are not merged or closed, those in conflict among
 * them. `drift`: what was deployed and is no longer what was approved.
 *
 * @public
 */
export type OverviewDeploymentsView = 'open' | 'drift';

/** @public */
export interface OverviewDeploymentsPage extends Page {
  deployments: Deployment[];
}

/** Answer of `GET /v1/overview`. @public */
export interface Overview {
  environments: string[];
  default_environment: string;
  /** How much waits for the caller. */
  queue: number;
  open_pull_requests: number;
  drift: number;
}

import type { CodedSentence } from '../sentences';

/**
 * Whether an objective can be met, by the promises of what the service depends on.
 * `unknown` where these say nothing or not enough; it is never shown as feasible.
 *
 * @public
 */
export type FeasibilityVerdict = 'feasible' | 'infeasible' | 'unknown';

/** One relation of the catalog, as it was followed. @public */
export interface DependencyHop {
  relation: 'dependsOn' | 'consumesApi' | 'apiProvidedBy';
  /** The entity it leads to. */
  entity_ref: string;
}

/** A dependency with the promise that was taken from it. @public */
export interface FeasibilityLink {
  entity_ref: string;
  slo_id: string;
  slo_name: string;
  objective: number;
  window: string;
  /** Relations from the service to this entity, in order. */
  via: DependencyHop[];
  /**
   * Entity whose promise holds this one's failures already, so that they are not
   * counted twice; absent where the objective is a factor of the ceiling.
   */
  counted_with?: string;
}

/** A dependency that may lower the ceiling further, by nobody knows how much. @public */
export interface UnknownDependency {
  entity_ref: string;
  via: DependencyHop[];
  /** Why it is unknown, a sentence. */
  reason: string;
  reason_coded?: CodedSentence;
}

/** What the dependencies say of one revision of an SLO. @public */
export interface SloFeasibility {
  slo_id: string;
  name: string;
  /** The revision in force, or the draft that waits beside it or alone. */
  revision: number;
  verdict: FeasibilityVerdict;
  objective: number;
  /** Product of the counted objectives; null where none is known. */
  ceiling: number | null;
  /** Highest objective of as many digits that is not above the ceiling, where the verdict is `infeasible`. */
  feasible_objective: number | null;
  chain: FeasibilityLink[];
  unknown: UnknownDependency[];
  /** The verdict in sentences. */
  reason: string;
  /** The same sentences. */
  reason_coded?: CodedSentence[];
}

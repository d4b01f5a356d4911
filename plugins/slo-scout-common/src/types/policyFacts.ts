import type { CodedSentence } from '../sentences';
import type { ArtifactType, VerdictStatus } from './artifact';
import type { BlastRadius, Measurement, PolicyPhase } from './policy';
import type { Severity } from './slo';

/** Whether a person who may approve stands behind the bundle. @public */
export interface ApprovalFacts {
  given: boolean;
  /** User entity refs of those who approve or approved. */
  by: string[];
  source: string;
  /** Said where `given` is false. */
  reason: string;
  reason_coded?: CodedSentence;
}

/** Somebody whose work is in the bundle. @public */
export interface AuthorFact {
  ref: string;
  /** For people, for example `generated prometheus/rules/recording/a.yaml`. */
  because: string;
}

/** One file of the bundle. @public */
export interface FileFact {
  path: string;
  type: ArtifactType;
  bytes: number;
  /** What `verify` doubts of the metrics and labels that the file reads, in sentences. */
  unverified: string[];
}

/** @public */
export interface RemovedFileFact {
  path: string;
  type: ArtifactType;
}

/** What the replay of an alert file says, without its single firings. @public */
export interface DryRunFact {
  path: string;
  verdict: VerdictStatus;
  reason: string | null;
  reason_coded?: CodedSentence;
  range_days: number;
  coverage: number;
  historical_trigger_count: number;
  alerts_per_month: number;
}

/** @public */
export interface SloFact {
  name: string;
  revision: number;
  kind: 'ratio' | 'threshold' | 'raw_ratio';
  objective: number;
  window_days: number;
  severity: Severity;
}

/** @public */
export interface EntityFacts {
  ref: string;
  kind: string;
  namespace: string;
  name: string;
  /** `spec.type` and `spec.lifecycle`, empty where absent. */
  type: string;
  lifecycle: string;
  /** Refs of owner and system, empty where there is none. */
  owner: string;
  system: string;
  tags: string[];
}

/**
 * Everything the guard looks at, measured before and stored with the decision, so
 * that judging is pure and can be repeated.
 *
 * @public
 */
export interface PolicyFacts {
  phase: PolicyPhase;
  environment: string;
  target: string;
  /** RFC 3339. */
  judged_at: string;
  entity: EntityFacts;
  files: FileFact[];
  /** Files that are taken away. Facts of earlier versions do not have it. */
  removed?: RemovedFileFact[];
  slos: SloFact[];
  authors: AuthorFact[];
  approval: ApprovalFacts;
  /** Whether an audit entry can be written and the chain's end holds. */
  audit_trail: Measurement<boolean>;
  blast_radius: BlastRadius;
  dry_runs: DryRunFact[];
  /** What invariants of modules measured themselves. */
  measured: { [invariant: string]: Measurement<unknown> };
}

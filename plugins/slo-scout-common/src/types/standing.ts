import type { CodedSentence } from '../sentences';

/**
 * One place where a merged bundle should be found. `unknown` (not asked, no
 * answer) is never shown as `as_approved`.
 *
 * @public
 */
export interface StandingCheck {
  state: 'as_approved' | 'waiting' | 'different' | 'unknown';
  /** Sentences: what differs, or why it is not known. */
  details: string[];
  /** Each of `details`, in its order; null for what the place itself has said. */
  details_coded?: Array<CodedSentence | null>;
  /** Paths that differ, where the place holds files. */
  paths?: string[];
  /** The branch holds what was deployed before. */
  reverted?: boolean;
  /** It is `unknown`, and differed when it was known last. */
  differed?: boolean;
}

/**
 * What was found of a deployed bundle, outside of this portal. A check that does
 * not apply (no rule file in the bundle, no Grafana configured) is null.
 *
 * @public
 */
export interface DeploymentChecks {
  /** The files on the target's branch. */
  repository: StandingCheck;
  /** The rules that Prometheus has loaded. */
  prometheus: StandingCheck | null;
  /** The dashboard in Grafana. */
  grafana: StandingCheck | null;
}

/** One file that is not what was approved. @public */
export interface DriftedFile {
  path: string;
  /** Null where it was approved to be gone. */
  approved: string | null;
  /** Null where the file is gone. */
  found: string | null;
  /** From the approved file to the found one: a unified diff without its head. */
  diff: string;
  /** What stood there before stands there again. */
  reverted: boolean;
}

/** What stands of a deployment beside what was approved. @public */
export interface DeploymentDrift {
  deployment_id: string;
  /** Files that differ on the branch, as they are now. */
  files: DriftedFile[];
  /** How many more differ. */
  files_left_out: number;
  /** What was found of the loaded rules last; null where nothing is to be loaded. */
  loaded: StandingCheck | null;
  /** The same of dashboards. */
  dashboards: StandingCheck | null;
}

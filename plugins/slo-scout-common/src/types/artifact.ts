import type { DryRunResult } from './dryRun';

/** @public */
export const ARTIFACT_TYPES = [
  'recording_rule',
  'alert_rule',
  'inhibit_rule',
  'grafana_dashboard',
  'runbook',
  'rule_test',
] as const;

/** @public */
export type ArtifactType = (typeof ARTIFACT_TYPES)[number];

/**
 * `inconclusive` (no data, no Prometheus, no promtool) is never shown as passed.
 *
 * @public
 */
export type VerdictStatus = 'passed' | 'failed' | 'inconclusive';

/** @public */
export type ApprovalStatus = 'pending' | 'approved' | 'rejected';

/** @public */
export type DeploymentStatus =
  | 'not_deployed'
  | 'opening'
  | 'pending_pr'
  | 'deployed'
  | 'live'
  | 'drifted'
  | 'reverted'
  | 'conflict'
  | 'closed'
  | 'superseded';

/** One reason a validator gave. @public */
export interface ValidationError {
  /**
   * Which validator spoke: `promtool`, `rule_tests`, `amtool`, `grafana_schema`,
   * `runbook_schema`, `runbook_page`, `verify`, `dry_run`.
   */
  validator: string;
  /** The validator's own words; promtool's stderr as it stands, with our file names. */
  message: string;
  /** JSON pointer or `line:column` inside the file, where known. */
  path?: string;
}

/** The SLO revision a file was generated from. @public */
export interface SloReference {
  slo_id: string;
  name: string;
  revision: number;
}

/** Generated text of one type: one file of one service in one environment and target. @public */
export interface Artifact {
  id: string;
  type: ArtifactType;
  entity_ref: string;
  environment: string;
  /** Name of the target in configuration the file was generated for. */
  target: string;
  /** Path inside the GitOps repository. */
  path: string;
  content: string;
  /** SHA-256 of the content, hex. */
  content_hash: string;
  slo_ids: string[];
  slo_refs: SloReference[];
  generation_id: string;
  validation_status: VerdictStatus;
  validation_errors: ValidationError[];
  dry_run_result: DryRunResult | null;
  approval_status: ApprovalStatus;
  approved_by: string | null;
  approved_at: string | null;
  rejected_reason: string | null;
  deployment_status: DeploymentStatus;
  deployment_id: string | null;
  pr_url: string | null;
  commit_sha: string | null;
  deployed_at: string | null;
  created_at: string;
  created_by: string;
}

/** @public */
export type GenerationStatus = 'running' | 'succeeded' | 'failed' | 'cancelled';

/**
 * `done` says that a step ended well; a verdict that is not `passed` shows here too.
 *
 * @public
 */
export type GenerationStepStatus =
  | 'pending'
  | 'running'
  | 'done'
  | 'inconclusive'
  | 'failed';

/** One visible step of a generation; `detail` is a sentence for people. @public */
export interface GenerationStep {
  name:
    | 'verify'
    | 'generate'
    | 'promtool'
    | 'rule_tests'
    | 'schemas'
    | 'dry_run'
    | 'store';
  status: GenerationStepStatus;
  detail?: string;
}

/** One run of the generators over chosen SLOs and types. @public */
export interface Generation {
  id: string;
  entity_ref: string;
  environment: string;
  target: string;
  slo_ids: string[];
  artifact_types: ArtifactType[];
  validation_only: boolean;
  status: GenerationStatus;
  steps: GenerationStep[];
  /** Why it failed or was cancelled. */
  error?: string;
  created_at: string;
  created_by: string;
  finished_at?: string;
}

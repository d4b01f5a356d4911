import type {
  Artifact,
  ArtifactType,
  AuditEntry,
  AuditVerification,
  BacktestAnswer,
  BacktestRequest,
  DashboardData,
  DashboardRange,
  Deployment,
  DeploymentDrift,
  DocumentCheck,
  DocumentHistory,
  EffectivePolicy,
  Generation,
  InvariantId,
  MetricLookup,
  MetricNames,
  Override,
  OverrideStatus,
  Overview,
  OverviewDeploymentsPage,
  OverviewDeploymentsView,
  OverviewSlosPage,
  OverviewSlosRequest,
  PageRequest,
  PolicyDecision,
  PolicyRevision,
  PullRequestPreview,
  PolicyScope,
  PolicySettings,
  QueuePage,
  Removal,
  RequiredOverride,
  ShadowDecision,
  Slo,
  SloFeasibility,
  SloMeasurement,
  SloTemplates,
  WhatIfAnswer,
  WhatIfRequest,
} from '../types';

/** Answers of `POST /v1/slos`. @public */
export interface CreateSlosResult {
  slos: Slo[];
  /** What was read but does not change the SLO, in sentences. */
  warnings: string[];
}

/** A document that is being written. @public */
export interface DocumentRequest {
  entity_ref: string;
  environment?: string;
  document: string;
}

/** Body of `POST /v1/artifacts/generate`. @public */
export interface GenerateRequest {
  slo_ids: string[];
  artifact_types: ArtifactType[];
  /** Same answer, nothing stored. */
  validation_only?: boolean;
  environment?: string;
}

/** @public */
export interface GenerateResult {
  generation_id: string;
  artifacts: Artifact[];
  /** What the generators left out and why, in sentences. */
  notes: string[];
}

/** @public */
export interface ListArtifactsRequest {
  entity_ref?: string;
  environment?: string;
  generation_id?: string;
  deployment_id?: string;
}

/** Body of `POST /v1/pr`. @public */
export interface DeployRequest {
  artifact_ids: string[];
  environment: string;
  target_repo?: string;
  target_branch?: string;
}

/** Body of `POST /v1/removals`. @public */
export interface RemovalRequest {
  /** All files that the removal lists: other ones than were looked at are refused. */
  artifact_ids: string[];
}

/** @public */
export interface DeployResult {
  deployment_id: string | null;
  pr_url: string | null;
  pr_number: number | null;
  branch_name: string | null;
  /** Paths in the pull request. */
  artifacts_included: string[];
  /** Paths that it takes away. */
  removed?: string[];
  /** Why no pull request was opened. */
  reason?: string;
}

/** Body of `PUT /v1/policies`. @public */
export interface PutPolicyRequest {
  scope: PolicyScope;
  /** The revision that the change rests on; 0 where people wrote none yet. */
  expected_revision: number;
  settings: PolicySettings;
  reason: string;
}

/** Body of `POST /v1/policy/overrides`. @public */
export interface OverrideRequest {
  artifact_ids: string[];
  /** The artifacts are those of a removal, which is to be let pass. */
  removal?: boolean;
  /** Violated invariants to let pass. */
  invariants: InvariantId[];
  reason: string;
  ticket?: string;
  /** Hours of validity once approved; 24, or the most that policy allows. */
  valid_hours?: number;
}

/** @public */
export interface ListAuditRequest {
  entity_ref?: string;
  action?: string;
  /** Entity ref of who acted, as the entries have it. */
  actor?: string;
  /** Entries of this instant or later; RFC 3339. */
  from?: string;
  /** Entries before this instant; RFC 3339. */
  to?: string;
  /** Entries before this sequence number. */
  before?: number;
  /** 1 to 500; 100 by default. */
  limit?: number;
}

/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
  /** Backstage token, for callers without a session of their own. */
  token?: string;
}

/**
 * The HTTP API of the backend, see `openapi.yaml`.
 *
 * @public
 */
export interface SloScoutApi {
  listSlos(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ slos: Slo[] }>;
  createSlos(
    request: { entity_ref: string; document: string },
    options?: RequestOptions,
  ): Promise<CreateSlosResult>;
  /** What saving a document would say, and what its queries answer now. Stores nothing. */
  checkDocument(
    request: DocumentRequest,
    options?: RequestOptions,
  ): Promise<DocumentCheck>;
  /** Events of a document's SLIs over recent history. Stores nothing. */
  documentHistory(
    request: DocumentRequest,
    options?: RequestOptions,
  ): Promise<DocumentHistory>;
  /** Documents made of metrics that the service has. */
  sloTemplates(
    request: { entity_ref: string; environment?: string },
    options?: RequestOptions,
  ): Promise<SloTemplates>;
  /** Names in the Prometheus that measures the service, for whoever writes PromQL. */
  lookUpMetrics(
    request: MetricLookup,
    options?: RequestOptions,
  ): Promise<MetricNames>;
  /** The SLO as a document of OpenSLO v1, in YAML: the revision in force, or its first draft. */
  getOpenSlo(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<string>;
  decideSlo(
    request: {
      id: string;
      action: 'approve' | 'retire';
      /** The draft that the approver has read; another one is refused. */
      revision?: number;
    },
    options?: RequestOptions,
  ): Promise<{ slo: Slo }>;
  /** Whether the entity's objectives can be met, by those of its dependencies. */
  getFeasibility(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ feasibility: SloFeasibility[] }>;
  /** What the portal measured of the entity's SLOs in force. */
  getMeasurements(
    request: { entity_ref: string; environment?: string },
    options?: RequestOptions,
  ): Promise<{ measurements: SloMeasurement[] }>;

  /** Of the whole organisation: how much waits, is open and has drifted. */
  getOverview(options?: RequestOptions): Promise<Overview>;
  /** SLOs in force of all entities, as they stand; worst first by default. */
  listOverviewSlos(
    request: OverviewSlosRequest,
    options?: RequestOptions,
  ): Promise<OverviewSlosPage>;
  /** What waits for a decision of the caller, the longest waiting first. */
  listQueue(request: PageRequest, options?: RequestOptions): Promise<QueuePage>;
  /** Open pull requests, or what has drifted; the oldest first. */
  listOverviewDeployments(
    request: PageRequest & { view: OverviewDeploymentsView },
    options?: RequestOptions,
  ): Promise<OverviewDeploymentsPage>;

  /**
   * What an SLO's alerts would have done with other numbers. The first question
   * about an SLO asks Prometheus, those after it are answered from what it said.
   */
  whatIf(
    request: WhatIfRequest,
    options?: RequestOptions,
  ): Promise<WhatIfAnswer>;
  /** Replays rules that run already, beside those of the approved SLOs. */
  backtest(
    request: BacktestRequest,
    options?: RequestOptions,
  ): Promise<BacktestAnswer>;

  /**
   * Waits for the result. A failed verdict rejects with a `ResponseError` whose
   * body carries the artifacts; use `failedArtifacts(error)` to read them.
   */
  generate(
    request: GenerateRequest,
    options?: RequestOptions,
  ): Promise<GenerateResult>;
  /** Answers at once with the id to follow by `getGeneration`. */
  startGeneration(
    request: GenerateRequest,
    options?: RequestOptions,
  ): Promise<{ generation_id: string }>;
  getGeneration(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{
    generation: Generation;
    artifacts: Artifact[];
    notes: string[];
  }>;
  cancelGeneration(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<void>;

  listArtifacts(
    request: ListArtifactsRequest,
    options?: RequestOptions,
  ): Promise<{ artifacts: Artifact[] }>;
  getArtifact(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ artifact: Artifact }>;
  /** What is deployed now at the artifact's path in its target; null where nothing is. */
  getDeployedArtifact(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ artifact: Artifact | null }>;
  /** A generated dashboard's own queries, answered by the service's Prometheus. */
  getPanels(
    request: { id: string; range: DashboardRange },
    options?: RequestOptions,
  ): Promise<{ dashboard: DashboardData }>;
  decideArtifact(
    request: { id: string; action: 'approve' | 'reject'; reason?: string },
    options?: RequestOptions,
  ): Promise<{ artifact: Artifact; decision?: PolicyDecision }>;
  /** Approves the bundle or nothing. A violation rejects with 403; `policyViolation(error)` reads it. */
  approveArtifacts(
    request: { artifact_ids: string[] },
    options?: RequestOptions,
  ): Promise<{ artifacts: Artifact[]; decision: PolicyDecision }>;

  /** Judges a bundle without deciding anything. */
  evaluatePolicy(
    request: { artifact_ids: string[] },
    options?: RequestOptions,
  ): Promise<{ decision: PolicyDecision }>;

  /** The policy that applies, and where each setting came from. */
  getPolicy(
    request: { environment: string; entity_ref?: string },
    options?: RequestOptions,
  ): Promise<{ policy: EffectivePolicy }>;
  /** The newest revision of every policy, or all revisions of one scope. */
  listPolicies(
    request: { scope?: PolicyScope['kind']; name?: string },
    options?: RequestOptions,
  ): Promise<{ policies: PolicyRevision[] }>;
  /** Replaces what people say of a scope; a stale revision rejects with 409. */
  putPolicy(
    request: PutPolicyRequest,
    options?: RequestOptions,
  ): Promise<{ policy: PolicyRevision }>;
  /** What a policy would have decided of the last 50 decided bundles. */
  shadowPolicy(
    request: { scope: PolicyScope; settings: PolicySettings },
    options?: RequestOptions,
  ): Promise<{ decisions: ShadowDecision[] }>;

  listOverrides(
    request: { entity_ref?: string; status?: OverrideStatus },
    options?: RequestOptions,
  ): Promise<{ overrides: Override[] }>;
  requestOverride(
    request: OverrideRequest,
    options?: RequestOptions,
  ): Promise<{ override: Override }>;
  decideOverride(
    request: {
      id: string;
      action: 'approve' | 'decline' | 'withdraw';
      reason?: string;
    },
    options?: RequestOptions,
  ): Promise<{ override: Override }>;

  deploy(
    request: DeployRequest,
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** What could be taken away, because no SLO of it is in force; one entry an environment. */
  listRemovals(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ removals: Removal[] }>;
  /** What the guard would say of a removal, without opening anything. */
  evaluateRemoval(
    request: RemovalRequest,
    options?: RequestOptions,
  ): Promise<{ decision: PolicyDecision }>;
  /** Opens the pull request that takes the files away, and nothing else. */
  openRemoval(
    request: RemovalRequest,
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** The pull request that `deploy` would open. Stores and opens nothing. */
  previewPullRequest(
    request: DeployRequest,
    options?: RequestOptions,
  ): Promise<{ preview: PullRequestPreview }>;
  listDeployments(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<{ deployments: Deployment[] }>;
  getDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ deployment: Deployment }>;

  /** Puts the files of an open pull request on the base as it is now. */
  rebaseDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** Opens the pull request that restores what stood there before. */
  rollBackDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** Opens the pull request that puts back what drifted or was reverted. */
  restoreDeployment(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<DeployResult>;
  /** What stands on the branch beside what was approved. */
  getDeploymentDrift(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ drift: DeploymentDrift }>;
  /** Makes what stands on the branch the next drafts of the SLOs. */
  adoptDeploymentDrift(
    request: { id: string },
    options?: RequestOptions,
  ): Promise<{ slos: Slo[] }>;

  listAudit(
    request: ListAuditRequest,
    options?: RequestOptions,
  ): Promise<{ entries: AuditEntry[] }>;
  verifyAudit(options?: RequestOptions): Promise<AuditVerification>;
  /** The whole log as NDJSON. */
  exportAudit(options?: RequestOptions): Promise<string>;

  /** What the caller may do, so that buttons can say why they are disabled. */
  getCapabilities(
    request: { entity_ref: string },
    options?: RequestOptions,
  ): Promise<Capabilities>;
}

/** @public */
export interface Capabilities {
  user_entity_ref: string;
  can_write_slos: boolean;
  can_approve_slos: boolean;
  can_generate: boolean;
  can_approve: boolean;
  can_deploy: boolean;
  can_read_audit: boolean;
  can_edit_policy: boolean;
  can_request_override: boolean;
  /** Overrides that the caller may decide on. */
  can_decide_overrides: RequiredOverride[];
  environments: Array<{
    name: string;
    target: string;
    repo: string;
    branch: string;
    /** Link to the repository for people. */
    repo_url: string;
  }>;
  default_environment: string;
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Capabilities,
  type RequiredOverride,
  sloScoutApprovePermission,
  sloScoutAuditReadPermission,
  sloScoutDeployPermission,
  sloScoutGeneratePermission,
  sloScoutOverridePermission,
  sloScoutPolicyEditPermission,
  sloScoutSloApprovePermission,
  sloScoutSloWritePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Access, ROLE_OF_OVERRIDE } from './access';
import type { ApprovalRequester } from './artifacts/ApprovalRequester';
import type { ApprovalService } from './artifacts/ApprovalService';
import type { GenerationService } from './artifacts/GenerationService';
import type { TargetDirectory } from './artifacts/TargetDirectory';
import type { OverrideService } from './governance/OverrideService';
import type { ShadowService } from './governance/ShadowService';
import type { PolicyService } from './governance/PolicyService';
import type { AuditService } from './audit/AuditService';
import type { DefinitionService } from './definition/DefinitionService';
import type { EntityDirectory } from './catalog/EntityDirectory';
import type { DashboardService } from './dashboards/DashboardService';
import type { DeploymentService } from './gitops/DeploymentService';
import type { DriftService } from './gitops/drift/DriftService';
import type { RemovalService } from './gitops/removal/RemovalService';
import type { RestorationService } from './gitops/restoration/RestorationService';
import type { PullRequestPreviewer } from './gitops/preview/PullRequestPreviewer';
import type { WebhookReceiver } from './gitops/WebhookReceiver';
import type { FeasibilityService } from './slos/feasibility/FeasibilityService';
import type { BacktestService } from './replays/BacktestService';
import type { WhatIfService } from './replays/WhatIfService';
import type { MeasurementService } from './measurements/MeasurementService';
import type { OverviewService } from './overview/OverviewService';
import type { SloService } from './slos/SloService';

/**
 * The domain service behind router, actions and jobs: permission checks, guard,
 * audit and metrics sit inside its parts, once.
 */
export class SloScout {
  readonly slos: SloService;
  readonly definition: DefinitionService;
  readonly feasibility: FeasibilityService;
  readonly measurements: MeasurementService;
  readonly overview: OverviewService;
  readonly whatIf: WhatIfService;
  readonly backtests: BacktestService;
  readonly generations: GenerationService;
  readonly approvals: ApprovalService;
  readonly approvalRequests: ApprovalRequester;
  readonly dashboards: DashboardService;
  readonly deployments: DeploymentService;
  readonly restorations: RestorationService;
  readonly removals: RemovalService;
  readonly previews: PullRequestPreviewer;
  readonly drift: DriftService;
  readonly webhooks: WebhookReceiver;
  readonly policies: PolicyService;
  readonly shadow: ShadowService;
  readonly overrides: OverrideService;
  readonly audit: AuditService;
  readonly #access: Access;
  readonly #entities: EntityDirectory;
  readonly #targets: TargetDirectory;

  constructor(parts: {
    slos: SloService;
    definition: DefinitionService;
    feasibility: FeasibilityService;
    measurements: MeasurementService;
    overview: OverviewService;
    whatIf: WhatIfService;
    backtests: BacktestService;
    generations: GenerationService;
    approvals: ApprovalService;
    approvalRequests: ApprovalRequester;
    dashboards: DashboardService;
    deployments: DeploymentService;
    restorations: RestorationService;
    removals: RemovalService;
    previews: PullRequestPreviewer;
    drift: DriftService;
    webhooks: WebhookReceiver;
    policies: PolicyService;
    shadow: ShadowService;
    overrides: OverrideService;
    audit: AuditService;
    access: Access;
    entities: EntityDirectory;
    targets: TargetDirectory;
  }) {
    this.slos = parts.slos;
    this.definition = parts.definition;
    this.feasibility = parts.feasibility;
    this.measurements = parts.measurements;
    this.overview = parts.overview;
    this.whatIf = parts.whatIf;
    this.backtests = parts.backtests;
    this.generations = parts.generations;
    this.approvals = parts.approvals;
    this.approvalRequests = parts.approvalRequests;
    this.dashboards = parts.dashboards;
    this.deployments = parts.deployments;
    this.restorations = parts.restorations;
    this.removals = parts.removals;
    this.previews = parts.previews;
    this.drift = parts.drift;
    this.webhooks = parts.webhooks;
    this.policies = parts.policies;
    this.shadow = parts.shadow;
    this.overrides = parts.overrides;
    this.audit = parts.audit;
    this.#access = parts.access;
    this.#entities = parts.entities;
    this.#targets = parts.targets;
  }

  /** Groups whose members may let a violation pass. */
  holdersOf(required: RequiredOverride): string[] {
    return this.#access.groupsOf(ROLE_OF_OVERRIDE[required]);
  }

  /** What the caller may do for an entity, so that buttons can say why they are off. */
  async capabilities(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Capabilities> {
    const access = this.#access;
    const person = await access.person(credentials);
    const entity = await this.#entities.get(entityRef, credentials);
    const mayChange = access.mayChange(person, entity);
    const mayApprove = access.isApprover(person);
    const [
      write,
      approveSlo,
      generate,
      approve,
      deploy,
      audit,
      edit,
      override,
    ] = await Promise.all(
      [
        sloScoutSloWritePermission,
        sloScoutSloApprovePermission,
        sloScoutGeneratePermission,
        sloScoutApprovePermission,
        sloScoutDeployPermission,
        sloScoutAuditReadPermission,
        sloScoutPolicyEditPermission,
        sloScoutOverridePermission,
      ].map(permission => access.may(credentials, permission, entity)),
    );
    return {
      user_entity_ref: person.ref,
      can_write_slos: write && mayChange,
      can_approve_slos: approveSlo && mayApprove,
      can_generate: generate && mayChange,
      can_approve: approve && mayApprove,
      can_deploy: deploy && mayChange,
      can_read_audit: audit,
      can_edit_policy: edit && access.hasRole(person, 'policyEditor'),
      can_request_override: override && mayChange,
      can_decide_overrides: override ? access.overridesOf(person) : [],
      environments: this.#targets.describe(),
      default_environment: this.#targets.defaultEnvironment,
    };
  }
}

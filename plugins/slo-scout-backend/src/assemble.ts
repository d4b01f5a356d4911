import type {
  AuditorService,
  AuthService,
  DatabaseService,
  LoggerService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { SloScout } from './SloScout';
import { Access, readRoles } from './access';
import { ApprovalRequester } from './artifacts/ApprovalRequester';
import { ApprovalService } from './artifacts/ApprovalService';
import { ArtifactStore } from './artifacts/ArtifactStore';
import { BundleLoader } from './artifacts/BundleLoader';
import { DeployedArtifacts } from './artifacts/DeployedArtifacts';
import { RemovalLoader } from './artifacts/RemovalLoader';
import { Examiner } from './artifacts/Examiner';
import { GenerationPlanner } from './artifacts/GenerationPlanner';
import { GenerationService } from './artifacts/GenerationService';
import { GenerationStore } from './artifacts/GenerationStore';
import { TargetDirectory } from './artifacts/TargetDirectory';
import { readGenerators } from './artifacts/readGenerators';
import { AuditLog } from './audit/AuditLog';
import { createAuditMirror } from './audit/AuditMirror';
import { AuditService } from './audit/AuditService';
import { createBroadcast } from './broadcast';
import { EntityDirectory } from './catalog/EntityDirectory';
import { PortalPages } from './catalog/PortalPages';
import { DashboardService } from './dashboards/DashboardService';
import { DefinitionService } from './definition/DefinitionService';
import { openDatabase } from './database/openDatabase';
import { OverrideAnnouncer } from './governance/OverrideAnnouncer';
import { OverrideDecider } from './governance/OverrideDecider';
import { OverrideRequester } from './governance/OverrideRequester';
import { OverrideService } from './governance/OverrideService';
import { PolicyService } from './governance/PolicyService';
import { ShadowService } from './governance/ShadowService';
import { seedPolicies } from './governance/seedPolicies';
import { DeploymentAnnouncer } from './gitops/DeploymentAnnouncer';
import { DeploymentFollower } from './gitops/DeploymentFollower';
import { DeploymentService } from './gitops/DeploymentService';
import { DeploymentStarter } from './gitops/DeploymentStarter';
import { DeploymentStore } from './gitops/DeploymentStore';
import type { GitProviderRegistry } from './gitops/GitProviderRegistry';
import { MergeJudge } from './gitops/MergeJudge';
import { PullRequestPreviewer } from './gitops/preview/PullRequestPreviewer';
import { PlanBuilder } from './gitops/PlanBuilder';
import { OpeningFailures } from './gitops/OpeningFailures';
import { PullRequestOpener } from './gitops/PullRequestOpener';
import { RemovalService } from './gitops/removal/RemovalService';
import { RestorationService } from './gitops/restoration/RestorationService';
import { createGrafanaClient } from './grafana/GrafanaClient';
import { DriftService } from './gitops/drift/DriftService';
import { LiveWatcher } from './gitops/live/LiveWatcher';
import { WatchedDeployments } from './gitops/live/WatchedDeployments';
import { Reconciler } from './gitops/Reconciler';
import { WebhookReceiver } from './gitops/WebhookReceiver';
import { createGitProviders } from './gitops/providers';
import { readTargets } from './gitops/targets';
import { createWebhookVerifier } from './gitops/webhookSignature';
import { MeasurementService } from './measurements/MeasurementService';
import { MeasurementStore } from './measurements/MeasurementStore';
import { MeasurementTasks } from './measurements/MeasurementTasks';
import { SloMeasurer } from './measurements/SloMeasurer';
import { readMeasurementOptions } from './measurements/readMeasurementOptions';
import { useTimescale } from './measurements/timescale';
import { createNotify } from './notify';
import { createMetrics } from './metrics';
import { assembleOverview } from './overview/assembleOverview';
import type { PermissionJudge } from './permissions/PermissionJudge';
import { BlastRadiusMeter } from './policy/blastRadius/BlastRadiusMeter';
import { OverrideStore } from './policy/overrides/OverrideStore';
import { DecisionStore } from './policy/DecisionStore';
import { PolicyGuard } from './policy/PolicyGuard';
import type { InvariantRegistry } from './policy/InvariantRegistry';
import { Policies } from './policy/Policies';
import { PolicyStore } from './policy/PolicyStore';
import { readPolicyConfig } from './policy/settings/readPolicyConfig';
import { createPrometheusInstances } from './prometheus';
import { BacktestService } from './replays/BacktestService';
import { Histories } from './replays/Histories';
import { Stage } from './replays/Stage';
import { WhatIfService } from './replays/WhatIfService';
import { FeasibilityService } from './slos/feasibility/FeasibilityService';
import { SloService } from './slos/SloService';
import { SloStore } from './slos/SloStore';
import { AnnotatedDocuments } from './slos/sources/AnnotatedDocuments';
import { readValidatorOptions } from './validators';
import { readVerifyOptions } from './validators/verify';

/** Builds the domain service from Backstage's services. The one place where parts meet. */
export async function assemble(services: {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: Config;
  database: DatabaseService;
  logger: LoggerService;
  /** The plugin's invariants and those of modules. */
  invariants: InvariantRegistry;
  /** Git hosts of modules, beside the plugin's own. */
  gitProviders: GitProviderRegistry;
  metrics: MetricsService;
  notifications: NotificationService;
  judge: PermissionJudge;
  signals: SignalsService;
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
}) {
  const { auth, config, logger } = services;
  const now = () => new Date();
  const db = await openDatabase(services.database);
  const audit = new AuditLog({ db, mirror: createAuditMirror(services) });
  const metrics = createMetrics(services.metrics);
  const broadcast = createBroadcast({ signals: services.signals, logger });
  const pages = new PortalPages({ config });
  const notify = createNotify({
    notifications: services.notifications,
    ...{ pages, logger },
  });
  const entities = new EntityDirectory({ catalog: services.catalog });
  const access = new Access({
    auth,
    userInfo: services.userInfo,
    judge: services.judge,
    roles: readRoles(config),
  });

  const prometheus = createPrometheusInstances(config);
  const registry = services.gitProviders;
  const providers = createGitProviders({ config, logger, registry });
  const targetList = readTargets(config, registry);
  // Whatever a target lacks is said at the start, not at the first deployment.
  targetList.all().forEach(target => providers.forTarget(target));
  const targets = new TargetDirectory({
    ...{ config, pages },
    targets: targetList,
    providers,
    prometheus,
  });
  const policies = new Policies({
    store: new PolicyStore({ db }),
    registry: services.invariants,
  });
  await seedPolicies({
    db,
    store: policies.store,
    audit,
    configured: readPolicyConfig(config, services.invariants),
  });
  const overrides = new OverrideStore({ db, now });
  const guard = new PolicyGuard({
    meter: new BlastRadiusMeter({
      config,
      entities,
      prometheus,
      credentials: () => auth.getOwnServiceCredentials(),
    }),
    policies,
    overrides,
    audit,
    metrics,
    now,
  });

  const sloStore = new SloStore({ db });
  const artifacts = new ArtifactStore({ db });
  const deployed = new DeployedArtifacts({ db });
  const generations = new GenerationStore({ db });
  const deployments = new DeploymentStore({ db });
  const bundles = new BundleLoader({
    ...{ artifacts, deployed, generations, entities },
    slos: sloStore,
  });
  const removals = new RemovalLoader({ artifacts, deployed, slos: sloStore });
  const shared = {
    ...{ db, logger, artifacts, deployed, removals, targets },
    ...{ access, audit, broadcast },
  };

  const slos = new SloService({
    ...shared,
    store: sloStore,
    entities,
  });
  const feasibility = new FeasibilityService({
    ...shared,
    store: sloStore,
    entities,
  });
  const announcer = new DeploymentAnnouncer({ notify, broadcast });
  const failures = new OpeningFailures({
    ...shared,
    ...{ announcer, deployments, providers },
  });
  const opener = new PullRequestOpener({
    ...shared,
    ...{ announcer, deployments, bundles, providers, failures },
  });
  const starter = new DeploymentStarter({
    ...shared,
    deployments,
    bundles,
    guard,
    plans: new PlanBuilder({
      slos: sloStore,
      ...{ removals, entities, targets, overrides, audit },
    }),
  });
  const deploymentService = new DeploymentService({
    ...shared,
    ...{ deployments, bundles, entities, opener, starter },
  });
  const restorations = new RestorationService({
    ...shared,
    ...{ deployments, bundles, entities, providers, opener, starter },
  });
  const removalService = new RemovalService({
    ...shared,
    ...{ deployments, entities, guard, opener, starter },
  });
  const follower = new DeploymentFollower({
    ...shared,
    announcer,
    notify,
    judge: new MergeJudge({ auth, entities, bundles, removals, guard }),
    deployments,
    providers,
  });
  const reconciler = new Reconciler({
    ...shared,
    ...{ deployments, follower, opener },
  });

  const watcher = new LiveWatcher({
    ...shared,
    announcer,
    auth,
    deployments,
    watched: new WatchedDeployments({ db, deployments }),
    providers,
    prometheus,
    grafana: createGrafanaClient(config),
    entities,
    follower,
  });

  const approvals = new ApprovalService({ ...shared, bundles, guard });
  const measuring = readMeasurementOptions(config);
  const measurements = new MeasurementStore({ db });
  const measurer = new SloMeasurer({
    tasks: new MeasurementTasks({
      ...shared,
      auth,
      store: measurements,
      slos: sloStore,
      entities,
      prometheus,
    }),
    store: measurements,
    logger,
    options: measuring,
    timescale: await useTimescale(db, measuring, logger),
    now,
  });

  const { overview, standings } = assembleOverview({
    ...shared,
    ...{ entities, policies, measurements, deployments, now },
    slos: sloStore,
  });

  const validation = readValidatorOptions(config);
  const stage = new Stage({ access, entities, targets, prometheus });
  const histories = new Histories({ now });
  const verification = readVerifyOptions(config);
  const scout = new SloScout({
    definition: new DefinitionService({
      stage,
      histories,
      dryRun: validation.dryRun,
      verification,
      now,
    }),
    whatIf: new WhatIfService({
      stage,
      slos: sloStore,
      histories,
      dryRun: validation.dryRun,
    }),
    backtests: new BacktestService({
      stage,
      slos: sloStore,
      providers,
      dryRun: validation.dryRun,
      now,
    }),
    measurements: new MeasurementService({
      access,
      slos: sloStore,
      store: measurements,
      targets,
      now,
    }),
    overview,
    slos,
    feasibility,
    access,
    entities,
    targets,
    generations: new GenerationService({
      ...shared,
      planner: new GenerationPlanner({ ...shared, slos: sloStore, entities }),
      generations,
      generators: readGenerators(config),
      entities,
      metrics,
      overrides,
      feasibility,
      examiner: new Examiner({
        prometheus,
        validation,
        verification,
      }),
    }),
    approvals,
    approvalRequests: new ApprovalRequester({
      ...shared,
      ...{ approvals, bundles, notify, pages },
    }),
    dashboards: new DashboardService({
      ...shared,
      ...{ approvals, entities, prometheus, now },
    }),
    deployments: deploymentService,
    restorations,
    removals: removalService,
    previews: new PullRequestPreviewer({
      deployments: deploymentService,
      store: deployments,
      ...{ starter, providers },
    }),
    drift: new DriftService({
      ...shared,
      deployments: deploymentService,
      deploymentStore: deployments,
      providers,
      slos,
      sloStore,
      entities,
    }),
    webhooks: new WebhookReceiver({
      verifier: createWebhookVerifier(config),
      follower,
      logger,
    }),
    policies: new PolicyService({ ...shared, policies, entities }),
    shadow: new ShadowService({
      decisions: new DecisionStore({ db }),
      policies,
      access,
    }),
    overrides: new OverrideService({
      ...shared,
      overrides,
      requester: new OverrideRequester({
        ...shared,
        overrides,
        bundles,
        ...{ removalService, restorations },
        guard,
        policies,
        now,
      }),
      decider: new OverrideDecider({
        ...shared,
        overrides,
        bundles,
        policies,
        now,
      }),
      announcer: new OverrideAnnouncer({ access, notify }),
    }),
    audit: new AuditService({ log: audit, access }),
  });
  const documents = new AnnotatedDocuments({
    db,
    auth,
    logger,
    urlReader: services.urlReader,
    integrations: ScmIntegrations.fromConfig(config),
    entities,
    slos,
    audit,
  });
  return {
    ...{ scout, documents, follower, reconciler, watcher },
    ...{ measurer, measuring, standings },
  };
}

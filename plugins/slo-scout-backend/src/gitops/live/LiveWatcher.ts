import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  type AuditAction,
  type Deployment,
  type DeploymentChecks,
  type StandingCheck,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { ArtifactStore } from '../../artifacts/ArtifactStore';
import type { DeployedArtifacts } from '../../artifacts/DeployedArtifacts';
import type { RemovalLoader } from '../../artifacts/RemovalLoader';
import type { TargetDirectory } from '../../artifacts/TargetDirectory';
import type { AuditLog } from '../../audit/AuditLog';
import { approversOf } from '../../artifacts/BundleLoader';
import {
  type EntityDirectory,
  toServiceContext,
} from '../../catalog/EntityDirectory';
import { messageOf } from '../../errors';
import type { GrafanaClient } from '../../grafana/GrafanaClient';
import type { PrometheusInstances } from '../../prometheus/types';
import { type DeploymentAnnouncer, PLUGIN_ACTOR } from '../DeploymentAnnouncer';
import type { DeploymentFollower } from '../DeploymentFollower';
import type { DeploymentStore } from '../DeploymentStore';
import type { GitProviders } from '../providers';
import type { GitOpsTarget } from '../types';
import { whatStoodBefore } from '../whatStoodBefore';
import { type DeploymentFiles, deploymentFiles } from './deploymentFiles';
import { checkGrafana } from './checkGrafana';
import { checkPrometheus } from './checkPrometheus';
import {
  type BranchContent,
  both,
  checkGone,
  checkRepository,
} from './checkRepository';
import { detailsOf, quoted } from './Finding';
import { isReverted } from './isReverted';
import { LoadedRules, type RulesSource } from './LoadedRules';
import { mayHaveMerged } from './mayHaveMerged';
import { remembering, standingOf, type Standing } from './standing';
import type { WatchedDeployments, Watched } from './WatchedDeployments';

const ACTOR = PLUGIN_ACTOR;

const ACTIONS: Record<Exclude<Standing, null>, AuditAction> = {
  live: 'deployment_live',
  drifted: 'drift_found',
  reverted: 'deployment_reverted',
};

interface Dependencies {
  db: Knex;
  auth: AuthService;
  logger: LoggerService;
  deployments: DeploymentStore;
  watched: WatchedDeployments;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  removals: RemovalLoader;
  targets: TargetDirectory;
  providers: GitProviders;
  prometheus: PrometheusInstances;
  /** Undefined where Grafana is not asked. */
  grafana: GrafanaClient | undefined;
  entities: EntityDirectory;
  audit: AuditLog;
  announcer: DeploymentAnnouncer;
  follower: DeploymentFollower;
}

/**
 * Merged is not loaded, and loaded may change again: looks at the target's branch
 * and at Prometheus, and says what stands of the deployed bundles.
 */
export class LiveWatcher {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Looks at everything that is deployed. One target that fails leaves the others alone. */
  async watch(signal?: AbortSignal): Promise<void> {
    const byTarget = new Map<string, Watched[]>();
    for (const deployment of await this.#deps.watched.all()) {
      const others = byTarget.get(deployment.target) ?? [];
      byTarget.set(deployment.target, [...others, deployment]);
    }
    const loaded = new LoadedRules(this.#deps.prometheus, signal);
    for (const [name, deployments] of byTarget) {
      if (signal?.aborted) return;
      const target = this.#deps.targets.byName(name);
      if (!target) continue;
      try {
        await this.#watchTarget(target, deployments, { loaded, signal });
      } catch (error) {
        this.#deps.logger.warn(`Target ${name}: ${messageOf(error)}`);
      }
    }
  }

  async #watchTarget(
    target: GitOpsTarget,
    deployments: Watched[],
    round: { loaded: LoadedRules; signal: AbortSignal | undefined },
  ): Promise<void> {
    const { auth, entities } = this.#deps;
    const { loaded, signal } = round;
    const answered = new Map<Watched, DeploymentFiles>();
    for (const deployment of deployments) {
      answered.set(deployment, await deploymentFiles(deployment, this.#deps));
    }
    const paths = [...answered.values()]
      .flatMap(({ brought, gone }) => [...brought, ...gone])
      .map(({ path }) => path);
    // One look at the branch for all services that share it.
    const branch = await this.#branch(target, paths, signal);
    const services = await entities.findMany(
      [...new Set(deployments.map(({ entity_ref: ref }) => ref))],
      await auth.getOwnServiceCredentials(),
    );
    for (const [deployment, files] of answered) {
      if (signal?.aborted) return;
      const service = services.get(deployment.entity_ref);
      const rules = loaded.of(deployment, service);
      const places = { branch, rules, signal };
      const checks = await this.#check(deployment, files, places);
      await this.#settle(deployment, checks, files, signal);
    }
  }

  async #branch(
    target: GitOpsTarget,
    paths: string[],
    signal: AbortSignal | undefined,
  ): Promise<BranchContent | Error> {
    try {
      return await this.#deps.providers
        .forJob(target, signal)
        .readBranch(target.repo, target.branch, paths);
    } catch (error) {
      return error as Error;
    }
  }

  async #check(
    deployment: Deployment,
    files: DeploymentFiles,
    places: {
      branch: BranchContent | Error;
      rules: RulesSource;
      signal: AbortSignal | undefined;
    },
  ): Promise<DeploymentChecks> {
    const { branch, rules, signal } = places;
    return remembering(deployment.checks, {
      repository:
        branch instanceof Error
          ? { state: 'unknown', ...detailsOf([quoted(messageOf(branch))]) }
          : await this.#repository(deployment, files, branch),
      prometheus: await checkPrometheus(files, rules, signal),
      grafana: await checkGrafana(files, this.#deps.grafana, signal),
    });
  }

  async #repository(
    deployment: Deployment,
    { brought, gone }: DeploymentFiles,
    branch: BranchContent,
  ): Promise<StandingCheck> {
    const away = checkGone(gone, branch);
    if (deployment.kind === 'removal') return away;
    const check = checkRepository(brought, branch);
    const reverted =
      check.state === 'different' &&
      isReverted(brought, branch, {
        former: await whatStoodBefore(
          deployment,
          brought.map(({ path }) => path),
          this.#deps,
        ),
        earlier: await this.#deps.watched.broughtEarlier(deployment),
      });
    return {
      ...(both(check, away) ?? check),
      ...(reverted ? { reverted } : {}),
    };
  }

  /** Keeps what was found; a change of standing is audited and told, once. */
  async #settle(
    deployment: Watched,
    checks: DeploymentChecks,
    files: DeploymentFiles,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { db, watched, audit, announcer } = this.#deps;
    const before = deployment.standing;
    const standing = standingOf(before, checks);
    const changed = standing !== before;
    if (!changed && sameChecks(deployment.checks, checks)) return;
    const isNews =
      changed && (standing === 'drifted' || standing === 'reverted');
    // The next round sees what the merge has left of it.
    if (isNews && (await mayHaveMerged(deployment, this.#deps, signal))) return;
    const stored = await db.transaction(async tx => {
      const kept = await watched.keep(tx, deployment, {
        brought: files.brought.map(({ id }) => id),
        ...{ standing, checks },
      });
      if (kept && changed && standing) {
        await audit.append(tx, {
          action: ACTIONS[standing],
          actor: ACTOR,
          entity_ref: deployment.entity_ref,
          payload: {
            deployment_id: deployment.deployment_id,
            pr_number: deployment.pr_number,
            ...(standing !== 'live' ? { found: differencesOf(checks) } : {}),
          },
        });
      }
      return kept;
    });
    if (!stored) return;
    if (standing === 'live' && deployment.live_at === null) {
      await this.#mark(deployment);
    }
    if (changed && standing) {
      announcer.changed(deployment, standing, {
        approvers: await this.#approversOf(deployment, files),
        detail: differencesOf(checks).slice(0, 3).join('; '),
      });
    } else {
      announcer.refresh(deployment);
    }
  }

  async #approversOf(
    { kind }: Watched,
    { brought, gone }: DeploymentFiles,
  ): Promise<string[]> {
    return kind === 'removal'
      ? (await this.#deps.removals.approvalOf(gone)).by
      : approversOf(brought);
  }

  /** A mark on the dashboard is a convenience: without it everything goes on. */
  async #mark({
    kind,
    entity_ref: entityRef,
    environment,
    pr_number: number,
    deployed_at: deployedAt,
  }: Watched): Promise<void> {
    const { entities, auth, grafana, logger } = this.#deps;
    if (!grafana) return;
    try {
      const entity = await entities.find(
        entityRef,
        await auth.getOwnServiceCredentials(),
      );
      const service = entity ? toServiceContext(entity).name : entityRef;
      await grafana.mark({
        text: `${service}: SLO rules ${
          kind === 'removal' ? 'removed' : 'deployed'
        }${number ? ` (#${number})` : ''}`,
        // What the dashboard's annotation query asks for.
        tags: ['deployment', service, environment],
        time: deployedAt ? Date.parse(deployedAt) : Date.now(),
      });
    } catch (error) {
      logger.warn(`No mark in Grafana: ${messageOf(error)}`);
    }
  }
}

function sameChecks(
  before: DeploymentChecks | null,
  after: DeploymentChecks,
): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function differencesOf(checks: DeploymentChecks): string[] {
  return [checks.repository, checks.prometheus, checks.grafana].flatMap(check =>
    check?.state === 'different' ? check.details : [],
  );
}

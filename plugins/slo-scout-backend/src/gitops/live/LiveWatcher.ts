import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  type Artifact,
  type AuditAction,
  type Deployment,
  type DeploymentChecks,
  type StandingCheck,
  SLO_SCOUT_ANNOTATIONS,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { ArtifactStore } from '../../artifacts/ArtifactStore';
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
import type { DeploymentStore } from '../DeploymentStore';
import type { GitProviders } from '../providers';
import type { GitOpsTarget } from '../types';
import { whatStoodBefore } from '../whatStoodBefore';
import { checkGrafana, checkGrafanaGone } from './checkGrafana';
import { checkPrometheus, checkUnloaded } from './checkPrometheus';
import {
  type BranchContent,
  checkGone,
  checkRepository,
} from './checkRepository';
import { isReverted } from './isReverted';
import { standingOf, type Standing } from './standing';

type Watched = Deployment & { standing: Standing };

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
  artifacts: ArtifactStore;
  removals: RemovalLoader;
  targets: TargetDirectory;
  providers: GitProviders;
  prometheus: PrometheusInstances;
  /** Undefined where Grafana is not asked. */
  grafana: GrafanaClient | undefined;
  entities: EntityDirectory;
  audit: AuditLog;
  announcer: DeploymentAnnouncer;
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
    for (const deployment of await this.#deps.deployments.standing()) {
      const others = byTarget.get(deployment.target) ?? [];
      byTarget.set(deployment.target, [...others, deployment]);
    }
    for (const [name, deployments] of byTarget) {
      if (signal?.aborted) return;
      const target = this.#deps.targets.byName(name);
      if (!target) continue;
      try {
        await this.#watchTarget(target, deployments, signal);
      } catch (error) {
        this.#deps.logger.warn(`Target ${name}: ${messageOf(error)}`);
      }
    }
  }

  async #watchTarget(
    target: GitOpsTarget,
    deployments: Watched[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const bundles = new Map<Watched, Artifact[]>();
    for (const deployment of deployments) {
      bundles.set(deployment, await this.#filesOf(deployment));
    }
    const paths = [...bundles.values()].flat().map(({ path }) => path);
    // One look at the branch for all services that share it.
    const branch = await this.#branch(target, paths);
    for (const [deployment, bundle] of bundles) {
      if (signal?.aborted) return;
      const checks = await this.#check(deployment, bundle, branch, signal);
      await this.#settle(deployment, checks, bundle);
    }
  }

  /** What it brought and still stands; of a removal what it took away. */
  async #filesOf(deployment: Watched): Promise<Artifact[]> {
    const { artifacts, deployments } = this.#deps;
    const { deployment_id: id, kind } = deployment;
    if (kind === 'removal') {
      const { removes = [] } = await deployments.plan(id);
      return artifacts.getMany(removes);
    }
    const standing = await artifacts.deployed(deployment);
    return standing.filter(file => file.deployment_id === id);
  }

  async #branch(
    target: GitOpsTarget,
    paths: string[],
  ): Promise<BranchContent | Error> {
    try {
      return await this.#deps.providers
        .forTarget(target)
        .readBranch(target.repo, target.branch, paths);
    } catch (error) {
      return error as Error;
    }
  }

  async #check(
    deployment: Deployment,
    bundle: Artifact[],
    branch: BranchContent | Error,
    signal: AbortSignal | undefined,
  ): Promise<DeploymentChecks> {
    const { grafana } = this.#deps;
    const dashboards = bundle.filter(
      ({ type }) => type === 'grafana_dashboard',
    );
    const client = await this.#prometheusOf(deployment);
    const gone = deployment.kind === 'removal';
    return {
      repository:
        branch instanceof Error
          ? { state: 'unknown', details: [messageOf(branch)] }
          : await this.#repository(deployment, bundle, branch),
      prometheus: gone
        ? await checkUnloaded(bundle, client, signal)
        : await checkPrometheus(bundle, client, signal),
      grafana: gone
        ? await checkGrafanaGone(dashboards, grafana, signal)
        : await checkGrafana(dashboards, grafana, signal),
    };
  }

  async #repository(
    deployment: Deployment,
    bundle: Artifact[],
    branch: BranchContent,
  ): Promise<StandingCheck> {
    if (deployment.kind === 'removal') return checkGone(bundle, branch);
    const check = checkRepository(bundle, branch);
    if (check.state !== 'different') return check;
    const { deployments } = this.#deps;
    const reverted = isReverted(bundle, branch, {
      former: await whatStoodBefore(
        deployment,
        bundle.map(({ path }) => path),
        this.#deps,
      ),
      earlier: await deployments.broughtEarlier(deployment),
    });
    return { ...check, ...(reverted ? { reverted } : {}) };
  }

  async #prometheusOf(deployment: Deployment) {
    const { auth, entities, prometheus } = this.#deps;
    const entity = await entities.find(
      deployment.entity_ref,
      await auth.getOwnServiceCredentials(),
    );
    return prometheus.find(
      deployment.environment,
      entity?.metadata.annotations?.[SLO_SCOUT_ANNOTATIONS.prometheus],
    );
  }

  /** Keeps what was found; a change of standing is audited and told, once. */
  async #settle(
    deployment: Watched,
    checks: DeploymentChecks,
    bundle: Artifact[],
  ): Promise<void> {
    const { db, deployments, audit, announcer } = this.#deps;
    const before = deployment.standing;
    const standing = standingOf(before, checks);
    const changed = standing !== before;
    if (!changed && sameChecks(deployment.checks, checks)) return;
    const stored = await db.transaction(async tx => {
      const kept = await deployments.stand(tx, deployment.deployment_id, {
        before,
        standing,
        checks,
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
        approvers: await this.#approversOf(deployment, bundle),
        detail: differencesOf(checks).slice(0, 3).join('; '),
      });
    } else {
      announcer.refresh(deployment);
    }
  }

  async #approversOf({ kind }: Watched, bundle: Artifact[]): Promise<string[]> {
    return kind === 'removal'
      ? (await this.#deps.removals.approvalOf(bundle)).by
      : approversOf(bundle);
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

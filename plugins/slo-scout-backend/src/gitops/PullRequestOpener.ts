import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Artifact,
  DeployResult,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import {
  type BundleLoader,
  requireApproved,
  requireProven,
} from '../artifacts/BundleLoader';
import type { DeployedArtifacts } from '../artifacts/DeployedArtifacts';
import type { RemovalLoader } from '../artifacts/RemovalLoader';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { AuditLog } from '../audit/AuditLog';
import type { DeploymentAnnouncer } from './DeploymentAnnouncer';
import type { DeploymentStore } from './DeploymentStore';
import { resultOf, unchangedReason } from './deployed';
import { type StoredPlan, removedBy } from './deploymentRows';
import type { OpeningFailures } from './OpeningFailures';
import type { GitProviders } from './providers';
import { bringsBack } from './restoration/bringsBack';
import { targetOf } from './targetOf';

interface Dependencies {
  db: Knex;
  logger: LoggerService;
  deployments: DeploymentStore;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  bundles: BundleLoader;
  removals: RemovalLoader;
  targets: TargetDirectory;
  providers: GitProviders;
  audit: AuditLog;
  announcer: DeploymentAnnouncer;
  failures: OpeningFailures;
}

/** Carries stored deployments out: one branch, one commit, one pull request each. */
export class PullRequestOpener {
  readonly #deps: Dependencies;

  /** What this replica works on, so that a second click waits for the first. */
  readonly #opening = new Map<string, Promise<DeployResult>>();

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Carries a stored deployment out, or on. Safe to call again at any time.
   * @param options - not `patient`: a job that comes back waits for no host
   */
  async open(
    id: string,
    actor: string,
    options: { patient?: boolean } = {},
  ): Promise<DeployResult> {
    const running = this.#opening.get(id);
    if (running) return running;
    const work = this.#open(id, actor, options).finally(() =>
      this.#opening.delete(id),
    );
    this.#opening.set(id, work);
    return work;
  }

  async #open(
    id: string,
    actor: string,
    { patient = true }: { patient?: boolean },
  ): Promise<DeployResult> {
    const { deployments, providers, targets, artifacts } = this.#deps;
    const deployment = await deployments.get(id);
    const target = targetOf(deployment, targets);
    const included = await artifacts.getMany(deployment.artifact_ids);
    if (deployment.status !== 'opening') {
      return resultOf(deployment, { artifacts: included });
    }
    try {
      // Between the attempts of a day people decide anew.
      const plan = await deployments.plan(id);
      await this.#requireStillMeant(plan, included);
      const repository = patient
        ? providers.forTarget(target)
        : providers.forJob(target);
      const opened = await repository.openPullRequest({
        ...plan,
        onRetry: wait => this.#waiting(deployment, wait),
      });
      if (opened.outcome === 'unchanged') {
        return await this.#unchanged(deployment, plan, actor);
      }
      await this.#opened(deployment, plan, actor, opened);
    } catch (error) {
      throw await this.#deps.failures.end(deployment, actor, error);
    }
    return resultOf(await deployments.get(id), { artifacts: included });
  }

  async #requireStillMeant(plan: StoredPlan, included: Artifact[]) {
    const { artifacts, bundles, removals } = this.#deps;
    if (plan.removes) {
      const leaving = await artifacts.getMany(plan.removes);
      await removals.requireNothingInForce(leaving);
      return;
    }
    requireApproved(included);
    requireProven(included);
    if (!bringsBack(plan.kind)) {
      await bundles.requireRevisionsInForce(included);
    }
  }

  async #opened(
    deployment: Deployment,
    plan: StoredPlan,
    actor: string,
    opened: {
      number: number;
      url: string;
      commit_sha: string;
      notes?: string[];
    },
  ) {
    const { notes = [] } = opened;
    const { db, deployments, deployed, audit } = this.#deps;
    const first = await db.transaction(async tx => {
      const moved = await deployments.move(
        tx,
        deployment.deployment_id,
        ['opening'],
        {
          status: 'pending_pr',
          pr_number: opened.number,
          pr_url: opened.url,
          commit_sha: opened.commit_sha,
          opened_at: new Date(),
          notes: notes.length > 0 ? JSON.stringify(notes) : null,
          retry_at: null,
          error: null,
        },
      );
      if (!moved) return false;
      await deployed.follow(tx, deployment, 'pending_pr');
      if (plan.replaces) {
        await deployments.move(tx, plan.replaces, ['pending_pr', 'conflict'], {
          status: 'superseded',
          ended: true,
        });
        await deployed.release(tx, plan.replaces);
      }
      await audit.append(tx, {
        action: plan.replaces ? 'pr_updated' : 'pr_created',
        actor,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: deployment.deployment_id,
          pr_url: opened.url,
          pr_number: opened.number,
          commit_sha: opened.commit_sha,
          branch_name: deployment.branch_name,
          bundle_hash: deployment.bundle_hash,
          artifact_ids: deployment.artifact_ids,
          kind: deployment.kind,
          removed_paths: removedBy(plan),
          ...(notes.length > 0 ? { notes } : {}),
          ...(plan.replaces ? { replaces: plan.replaces } : {}),
        },
      });
      return true;
    });
    if (!first) return;
    const open = { ...deployment, pr_number: opened.number };
    this.#deps.announcer.changed(open, 'pending_pr', { actor });
  }

  /** The branch holds these very files: they stand there without a pull request of ours. */
  async #unchanged(
    deployment: Deployment,
    plan: StoredPlan,
    actor: string,
  ): Promise<DeployResult> {
    const { db, deployments, artifacts, deployed, audit } = this.#deps;
    const reason = unchangedReason(deployment);
    const removed = removedBy(plan);
    const included = await artifacts.getMany(deployment.artifact_ids);
    const first = await db.transaction(async tx => {
      const moved = await deployments.move(
        tx,
        deployment.deployment_id,
        ['opening'],
        {
          status: 'deployed',
          deployed_at: new Date(),
          retry_at: null,
          error: null,
        },
      );
      if (!moved) return false;
      await deployed.land(tx, deployment, { artifacts: included, removed });
      await deployments.endFormer(tx, deployment);
      await audit.append(tx, {
        action: 'deployment_completed',
        actor,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: deployment.deployment_id,
          reason,
          removed_paths: removed,
        },
      });
      return true;
    });
    if (first) {
      const detail = reason;
      this.#deps.announcer.changed(deployment, 'deployed', { actor, detail });
    }
    return {
      deployment_id: deployment.deployment_id,
      pr_url: null,
      pr_number: null,
      branch_name: null,
      artifacts_included: [],
      reason,
    };
  }

  #waiting(
    deployment: Deployment,
    wait: { attempt: number; retryAt: Date; reason: string },
  ) {
    const { db, deployments, logger, announcer } = this.#deps;
    deployments
      .move(db, deployment.deployment_id, ['opening'], {
        retry_at: wait.retryAt,
        error: wait.reason,
      })
      .then(() => announcer.refresh(deployment))
      .catch(error => logger.warn('A wait could not be stored', error));
  }
}

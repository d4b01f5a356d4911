import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
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
import { messageOf } from '../errors';
import type { DeploymentAnnouncer } from './DeploymentAnnouncer';
import type { DeploymentStore } from './DeploymentStore';
import { type StoredPlan, removedBy } from './deploymentRows';
import type { GitProviders } from './providers';
import { bringsBack } from './restoration/bringsBack';
import { GitHostUnavailableError } from './retry';
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
      await this.#failed(deployment, actor, error);
      throw error;
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

  /**
   * A host that is away leaves the deployment `opening`, with the time of the next
   * attempt. What another attempt would meet again ends it: the artifacts may then
   * be deployed anew.
   */
  async #failed(deployment: Deployment, actor: string, error: unknown) {
    const { db, deployments, deployed, audit } = this.#deps;
    const message = messageOf(error);
    const retryAt = nextAttempt(deployment, error);
    const { replaces } = await deployments.plan(deployment.deployment_id);
    const former = replaces && (await deployments.get(replaces));
    const first = await db.transaction(async tx => {
      const moved = await deployments.move(
        tx,
        deployment.deployment_id,
        ['opening'],
        {
          error: message,
          retry_at: retryAt,
          ...(retryAt ? {} : { status: 'closed', ended: true }),
        },
      );
      // Another replica has opened it meanwhile.
      if (!moved) return false;
      if (!retryAt) {
        if (former) {
          await deployed.handBack(tx, deployment.deployment_id, former);
        }
        await deployed.follow(tx, deployment, 'closed');
      }
      await audit.append(tx, {
        action: 'pr_failed',
        actor,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: deployment.deployment_id,
          message,
          retry_at: retryAt?.toISOString() ?? null,
        },
      });
      return true;
    });
    if (!first) return;
    if (retryAt) this.#deps.announcer.refresh(deployment);
    else {
      const detail = message;
      this.#deps.announcer.changed(deployment, 'closed', { actor, detail });
    }
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

/** A job tries again for this long; then a person decides. */
const GIVE_UP_AFTER_MS = 6 * 60 * 60_000;
const NEXT_ATTEMPT_MS = 5 * 60_000;

/** Refusals that another attempt would meet again. */
const FINAL = [ConflictError, InputError, NotAllowedError, NotFoundError];

/**
 * When another attempt can help, which is also where nobody knows what happened:
 * the pull request may be open, and only a further attempt finds it.
 */
function nextAttempt(deployment: Deployment, error: unknown): Date | null {
  if (FINAL.some(type => error instanceof type)) return null;
  const now = Date.now();
  if (now - Date.parse(deployment.created_at) > GIVE_UP_AFTER_MS) return null;
  const atLeast = new Date(now + NEXT_ATTEMPT_MS);
  return error instanceof GitHostUnavailableError && error.retryAt > atLeast
    ? error.retryAt
    : atLeast;
}

/** The answer of `POST /v1/pr`. */
export function resultOf(
  deployment: Deployment,
  bundle: { artifacts: Artifact[] },
): DeployResult {
  return {
    ...(deployment.pr_url === null
      ? { reason: unchangedReason(deployment) }
      : {}),
    ...(deployment.removed_paths?.length
      ? { removed: [...deployment.removed_paths].sort() }
      : {}),
    deployment_id: deployment.deployment_id,
    pr_url: deployment.pr_url,
    pr_number: deployment.pr_number,
    branch_name: deployment.branch_name,
    artifacts_included: bundle.artifacts.map(a => a.path).sort(),
  };
}

function unchangedReason({ kind, base_branch: branch, repo }: Deployment) {
  return kind === 'removal'
    ? `${branch} of ${repo} holds none of these files any more.`
    : `${branch} of ${repo} already holds exactly these files.`;
}

import { ConflictError } from '@backstage/errors';
import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { FoundPullRequest } from '@slo-scout/backstage-plugin-slo-scout-node';
import type { Knex } from 'knex';
import type { DeployedArtifacts } from '../artifacts/DeployedArtifacts';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { AuditLog } from '../audit/AuditLog';
import { messageOf } from '../errors';
import type { DeploymentAnnouncer } from './DeploymentAnnouncer';
import type { DeploymentStore } from './DeploymentStore';
import { nextAttempt } from './nextAttempt';
import type { GitProviders } from './providers';
import { targetOf } from './targetOf';

interface Dependencies {
  db: Knex;
  deployments: DeploymentStore;
  deployed: DeployedArtifacts;
  targets: TargetDirectory;
  providers: GitProviders;
  audit: AuditLog;
  announcer: DeploymentAnnouncer;
}

/** What becomes of a deployment that failed. */
interface Failure {
  error: unknown;
  /** Null where it is over. */
  retryAt: Date | null;
  /** Stands at the host although it was never stored. */
  left?: FoundPullRequest;
}

/** What becomes of a deployment whose pull request could not be opened. */
export class OpeningFailures {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * A host that is away leaves the deployment `opening`, with the time of the next
   * attempt. What another attempt would meet again ends it: the artifacts may then
   * be deployed anew.
   *
   * @returns what whoever asked is told
   */
  async end(
    deployment: Deployment,
    actor: string,
    failure: unknown,
  ): Promise<unknown> {
    const { error, retryAt, left } = await this.#whatFollows(
      deployment,
      failure,
    );
    const first = await this.#storeFailure(deployment, actor, {
      ...{ message: messageOf(error), retryAt, left },
    });
    if (!first) return error;
    if (retryAt) this.#deps.announcer.refresh(deployment);
    else {
      const detail = messageOf(error);
      this.#deps.announcer.changed(deployment, 'closed', { actor, detail });
    }
    return error;
  }

  /**
   * An attempt that was cut off may have left a pull request behind. Nothing ends
   * before the host was asked for it: somebody has to know what is open there.
   */
  async #whatFollows(deployment: Deployment, error: unknown): Promise<Failure> {
    const retryAt = nextAttempt(deployment, error);
    if (retryAt) return { error, retryAt };
    const { deployments, providers, targets } = this.#deps;
    const plan = await deployments.plan(deployment.deployment_id);
    // The deployment that it went on with has its pull request again.
    if (plan.update) return { error, retryAt };
    try {
      // Asked once: whoever waits here has the answer already.
      const repository = providers.forJob(targetOf(deployment, targets));
      const left = await repository.findPullRequest(plan);
      return left
        ? { error: withLeft(error, left), retryAt, left }
        : { error, retryAt };
    } catch (unanswered) {
      return { error, retryAt: nextAttempt(deployment, unanswered) };
    }
  }

  /** @returns false where another replica has opened it meanwhile */
  async #storeFailure(
    deployment: Deployment,
    actor: string,
    failure: Omit<Failure, 'error'> & { message: string },
  ): Promise<boolean> {
    const { message, retryAt, left } = failure;
    const { db, deployments, deployed, audit } = this.#deps;
    const { deployment_id: id } = deployment;
    const { replaces } = await deployments.plan(id);
    const former = replaces && (await deployments.get(replaces));
    const opened = left && { pr_number: left.number, pr_url: left.url };
    return db.transaction(async tx => {
      const moved = await deployments.move(tx, id, ['opening'], {
        error: message,
        retry_at: retryAt,
        ...(retryAt ? {} : { status: 'closed', ended: true }),
        ...(left ? { ...opened, commit_sha: left.headSha } : {}),
      });
      if (!moved) return false;
      if (!retryAt) {
        if (former) await deployed.handBack(tx, id, former);
        await deployed.follow(tx, deployment, 'closed');
      }
      await audit.append(tx, {
        action: 'pr_failed',
        actor,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: id,
          message,
          retry_at: retryAt?.toISOString() ?? null,
          ...opened,
        },
      });
      return true;
    });
  }
}

function withLeft(error: unknown, { number }: FoundPullRequest): Error {
  return new ConflictError(
    `${messageOf(
      error,
    )} Pull request ${number} was opened before that: close it if it is still open.`,
  );
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import { messageOf } from '../errors';
import { PLUGIN_ACTOR } from './DeploymentAnnouncer';
import type { DeploymentFollower } from './DeploymentFollower';
import type { DeploymentStore } from './DeploymentStore';
import type { PullRequestOpener } from './PullRequestOpener';
import { GitHostUnavailableError } from './retry';

/** An opening without news for so long was cut off. */
const ABANDONED_MS = 2 * 60_000;

/** A host that was away so often in a row is left to the next round. */
const MOST_FAILURES = 3;

/** How many closed pull requests are read in a round; the next round reads others. */
const CLOSED_A_ROUND = 5;

interface Dependencies {
  logger: LoggerService;
  deployments: DeploymentStore;
  targets: TargetDirectory;
  follower: DeploymentFollower;
  opener: PullRequestOpener;
}

/**
 * Finds what no webhook told, and goes on with what was cut off. It is back in a
 * minute, so it waits for no host: the pull requests of other hosts come after.
 */
export class Reconciler {
  readonly #deps: Dependencies;
  #round = 0;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async reconcile(signal?: AbortSignal): Promise<void> {
    const { deployments, targets, logger } = this.#deps;
    /** By host, how often in a row it was away. */
    const away = new Map<string, number>();
    const closed = shareOf(await deployments.closed(), this.#round);
    this.#round += 1;
    for (const deployment of [...(await deployments.open()), ...closed]) {
      if (signal?.aborted) return;
      const host = targets.byName(deployment.target)?.host ?? '';
      const failures = away.get(host) ?? 0;
      if (failures >= MOST_FAILURES) continue;
      try {
        await this.#goOn(deployment, signal);
        away.delete(host);
      } catch (error) {
        if (error instanceof GitHostUnavailableError) {
          away.set(host, failures + 1);
        }
        logger.warn(
          `Deployment ${deployment.deployment_id}: ${messageOf(error)}`,
        );
      }
    }
  }

  async #goOn(
    deployment: Deployment,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { follower, opener } = this.#deps;
    if (deployment.status !== 'opening') {
      await follower.refresh(deployment, { signal });
    } else if (isDue(deployment)) {
      await opener.open(deployment.deployment_id, PLUGIN_ACTOR, {
        patient: false,
      });
    }
  }
}

/** Not while a wait runs that somebody was told of, nor while a request is at work on it. */
function isDue(deployment: Deployment): boolean {
  const started = Date.parse(deployment.created_at);
  const due = deployment.retry_at
    ? Date.parse(deployment.retry_at)
    : started + ABANDONED_MS;
  return Date.now() >= due;
}

/** So many of them, in each round the next ones. */
function shareOf<T>(all: T[], round: number): T[] {
  const start = (round * CLOSED_A_ROUND) % Math.max(all.length, 1);
  return [...all.slice(start), ...all.slice(0, start)].slice(0, CLOSED_A_ROUND);
}

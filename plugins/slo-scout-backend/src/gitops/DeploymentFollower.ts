import type {
  AuditAction,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GitPullRequestState } from '@slo-scout/backstage-plugin-slo-scout-node';
import type { Knex } from 'knex';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { AuditLog } from '../audit/AuditLog';
import type { Access } from '../access';
import { approversOf } from '../artifacts/BundleLoader';
import type { DeployedArtifacts } from '../artifacts/DeployedArtifacts';
import type { RemovalLoader } from '../artifacts/RemovalLoader';
import type { Notify } from '../notify';
import { storeDecision } from '../policy/DecisionStore';
import { type DeploymentAnnouncer, PLUGIN_ACTOR } from './DeploymentAnnouncer';
import type { DeploymentStore } from './DeploymentStore';
import { removedBy } from './deploymentRows';
import type { MergeFinding, MergeJudge } from './MergeJudge';
import { blobSha } from './ourCommit';
import type { GitProviders } from './providers';
import type { TargetRepository } from './types';

const ACTOR = PLUGIN_ACTOR;

/** States that a deployment may come from, and what the audit log calls the move. */
const MOVES: Record<
  'closed' | 'conflict' | 'pending_pr',
  { from: Deployment['status'][]; action: AuditAction }
> = {
  closed: {
    from: ['pending_pr', 'conflict'],
    action: 'deployment_closed',
  },
  conflict: { from: ['pending_pr'], action: 'deployment_conflict' },
  pending_pr: {
    from: ['conflict', 'closed'],
    action: 'deployment_reopened',
  },
};

/** States that a pull request may still move a deployment from. */
const MOVABLE: Deployment['status'][] = ['pending_pr', 'conflict', 'closed'];

interface Dependencies {
  db: Knex;
  deployments: DeploymentStore;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  removals: RemovalLoader;
  targets: TargetDirectory;
  providers: GitProviders;
  judge: MergeJudge;
  access: Access;
  notify: Notify;
  audit: AuditLog;
  announcer: DeploymentAnnouncer;
}

/**
 * Follows pull requests. Whoever reports a change only hints at it: the pull
 * request is read again from the Git host before anything moves.
 */
export class DeploymentFollower {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** @returns false where no deployment belongs to the pull request */
  async hinted(repo: string, pullRequest: number): Promise<boolean> {
    const found = await this.#deps.deployments.byPullRequest(repo, pullRequest);
    for (const deployment of found) await this.refresh(deployment);
    return found.length > 0;
  }

  /**
   * A branch went on: what is open against it may be in conflict now, and on one of
   * our own branches somebody else has worked. GitHub sends no event for a conflict.
   */
  async pushed(push: { repo: string; branch: string }): Promise<void> {
    for (const deployment of await this.#deps.deployments.open()) {
      const { repo, base_branch: base, branch_name: branch } = deployment;
      const touched = [base, branch].includes(push.branch);
      if (repo !== push.repo || !touched || deployment.status === 'opening') {
        continue;
      }
      await this.refresh(deployment);
    }
  }

  /** @param job - where one asks that comes back: then nothing is waited for */
  async refresh(
    deployment: Deployment,
    job?: { signal: AbortSignal | undefined },
  ): Promise<void> {
    const { targets, providers } = this.#deps;
    const target = targets.byName(deployment.target);
    if (!target || deployment.pr_number === null) return;
    if (!MOVABLE.includes(deployment.status)) return;
    const provider = job
      ? providers.forJob(target, job.signal)
      : providers.forTarget(target);
    const state = await provider.getPullRequest(
      deployment.repo,
      deployment.pr_number,
    );
    if (state.state === 'merged' && state.base !== deployment.base_branch) {
      await this.#moved(
        deployment,
        'closed',
        `Merged into ${state.base}, not into ${deployment.base_branch}: nothing was deployed.`,
      );
    } else if (state.state === 'merged') {
      await this.#merged(deployment, provider, state);
    } else if (state.state === 'closed') {
      await this.#moved(deployment, 'closed');
    } else if (state.mergeable === false) {
      await this.#moved(deployment, 'conflict');
    } else if (deployment.status === 'closed') {
      await this.#moved(
        deployment,
        'pending_pr',
        'The pull request was opened again.',
      );
    } else if (deployment.status === 'conflict' && state.mergeable) {
      await this.#moved(deployment, 'pending_pr', 'The conflict was resolved.');
    }
  }

  async #merged(
    deployment: Deployment,
    provider: TargetRepository,
    state: GitPullRequestState,
  ): Promise<void> {
    const { db, deployments, artifacts, deployed, audit } = this.#deps;
    const commit = state.merge_commit_sha ?? state.head_sha;
    const bundle = await artifacts.getMany(deployment.artifact_ids);
    const differing: string[] = [];
    const contents = new Map<string, string | null>();
    const plan = await deployments.plan(deployment.deployment_id);
    const removed = removedBy(plan);
    const paths = [...bundle.map(({ path }) => path), ...removed];
    // Git's own names tell what is equal; only what is not has to be read.
    const there = await provider.readCommit(deployment.repo, commit, paths);
    for (const { path, content } of bundle) {
      const same = there.get(path) === blobSha(content);
      const merged = same
        ? content
        : await provider.readFile(deployment.repo, commit, path);
      contents.set(path, merged);
      if (!same) differing.push(path);
    }
    differing.push(...removed.filter(path => there.has(path)));
    // Others' commits on our branch may have brought files that nobody judged.
    const othersCommits = state.head_sha !== deployment.commit_sha;
    const error = remarkOn(differing, othersCommits);
    const finding = await this.#deps.judge.judge(deployment, {
      artifacts: bundle,
      contents,
      differing,
      removed: await artifacts.getMany(plan.removes ?? []),
      removedPaths: removed,
    });
    const first = await db.transaction(async tx => {
      const moved = await deployments.move(
        tx,
        deployment.deployment_id,
        MOVABLE,
        {
          status: 'deployed',
          merge_commit_sha: commit,
          deployed_at: new Date(),
          merged_at: state.merged?.at ? new Date(state.merged.at) : null,
          merged_by: state.merged?.by ?? null,
          error,
          // What was approved does not stand there: it may be deployed again.
          ended: differing.length > 0,
          rollback_offered: finding.rollbackReason !== null,
          rollback_reason: finding.rollbackReason,
        },
      );
      if (!moved) return false;
      await deployed.land(tx, deployment, { artifacts: bundle, removed });
      await deployments.endFormer(tx, deployment);
      await audit.append(tx, {
        action: 'deployment_completed',
        actor: ACTOR,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: deployment.deployment_id,
          pr_number: deployment.pr_number,
          commit_sha: commit,
          matches_approved: differing.length === 0 && !othersCommits,
          differing_paths: differing,
          removed_paths: removed,
          commits_of_others: othersCommits,
          not_approved: bundle
            .filter(artifact => artifact.approval_status !== 'approved')
            .map(artifact => artifact.path),
        },
      });
      await this.#record(tx, deployment, finding);
      return true;
    });
    if (!first) return;
    this.#deps.announcer.changed(deployment, 'deployed', { detail: error });
    if (finding.rollbackReason !== null) {
      this.#warn(deployment, finding.rollbackReason);
    }
  }

  /** What the guard said of the merge, beside the merge itself. */
  async #record(
    tx: Knex.Transaction,
    deployment: Deployment,
    { judged, rollbackReason }: MergeFinding,
  ): Promise<void> {
    if (judged) {
      await storeDecision(tx, judged.judgement, {
        bundle: judged.bundle,
        actor: ACTOR,
      });
    }
    if (rollbackReason === null) return;
    const decision = judged?.judgement.decision;
    await this.#deps.audit.append(tx, {
      action: 'merge_violation_found',
      actor: ACTOR,
      entity_ref: deployment.entity_ref,
      payload: {
        deployment_id: deployment.deployment_id,
        pr_number: deployment.pr_number,
        policy_decision_id: decision?.id ?? null,
        violations: decision?.violations.map(v => v.invariant) ?? [],
        reason: rollbackReason,
      },
    });
  }

  #warn(deployment: Deployment, reason: string) {
    const { entity_ref: entityRef, deployment_id: id } = deployment;
    this.#deps.notify({
      recipients: [
        deployment.created_by,
        ...this.#deps.access.approvers(),
      ].filter(ref => ref !== ACTOR),
      title: `Merged against policy: ${entityRef}`,
      description: `${reason} Look at the deployment; it can be rolled back.`,
      entity_ref: entityRef,
      severity: 'critical',
      scope: `slo-scout:deployment:${id}:violation`,
    });
  }

  /** Every move but the merge, with its audit entry. */
  async #moved(
    deployment: Deployment,
    status: keyof typeof MOVES,
    reason?: string,
  ) {
    const { db, deployments, deployed, audit } = this.#deps;
    const { from, action } = MOVES[status];
    const first = await db.transaction(async tx => {
      const moved = await deployments.move(tx, deployment.deployment_id, from, {
        status,
        error: reason ?? null,
        ended: status === 'closed',
      });
      if (!moved) return false;
      await deployed.follow(tx, deployment, status);
      await audit.append(tx, {
        action,
        actor: ACTOR,
        entity_ref: deployment.entity_ref,
        payload: {
          deployment_id: deployment.deployment_id,
          pr_number: deployment.pr_number,
          ...(reason ? { reason } : {}),
        },
      });
      return true;
    });
    if (!first) return;
    this.#deps.announcer.changed(deployment, status, {
      approvers: await this.#approversOf(deployment),
      detail: reason,
    });
  }

  async #approversOf(deployment: Deployment): Promise<string[]> {
    const { artifacts, deployments, removals } = this.#deps;
    const { removes } = await deployments.plan(deployment.deployment_id);
    if (!removes) {
      return approversOf(await artifacts.getMany(deployment.artifact_ids));
    }
    const { by } = await removals.approvalOf(await artifacts.getMany(removes));
    return by;
  }
}

function remarkOn(differing: string[], othersCommits: boolean): string | null {
  if (differing.length > 0) {
    return `Merged with other content than approved: ${differing.join(', ')}`;
  }
  return othersCommits
    ? 'Merged with commits that are not ours: look at what else they changed.'
    : null;
}

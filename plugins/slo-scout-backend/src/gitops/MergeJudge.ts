import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type BundleLoader, approversOf } from '../artifacts/BundleLoader';
import { type RemovalLoader, isRemoval } from '../artifacts/RemovalLoader';
import type { EntityDirectory } from '../catalog/EntityDirectory';
import { messageOf } from '../errors';
import { sha256 } from '../hash';
import type { Bundle } from '../policy/Bundle';
import type { Judgement, PolicyGuard } from '../policy/PolicyGuard';

/** What was merged, beside what was approved. */
export interface Merged {
  artifacts: Artifact[];
  /** Content at the merge commit by path; null where the file is not there. */
  contents: ReadonlyMap<string, string | null>;
  /** Paths whose content is not the approved one, or that should be gone. */
  differing: string[];
  /** Files of a removal; otherwise none. */
  removed: Artifact[];
  /** Paths that any deployment takes away. */
  removedPaths: string[];
}

/** What the guard said of a merge. */
export interface MergeFinding {
  /** Absent where it could not be judged. */
  judged?: { judgement: Judgement; bundle: Bundle };
  /** Why a rollback is advised; null where nothing is wrong. */
  rollbackReason: string | null;
}

/**
 * Judges a bundle once more when it was merged. A merge cannot be undone by refusing
 * it: what is violated is recorded, and a rollback offered.
 */
export class MergeJudge {
  readonly #auth: AuthService;
  readonly #entities: EntityDirectory;
  readonly #bundles: BundleLoader;
  readonly #removals: RemovalLoader;
  readonly #guard: PolicyGuard;

  constructor(options: {
    auth: AuthService;
    entities: EntityDirectory;
    bundles: BundleLoader;
    removals: RemovalLoader;
    guard: PolicyGuard;
  }) {
    this.#auth = options.auth;
    this.#entities = options.entities;
    this.#bundles = options.bundles;
    this.#removals = options.removals;
    this.#guard = options.guard;
  }

  /** Never throws: what cannot be judged is a reason to advise a rollback. */
  async judge(deployment: Deployment, merged: Merged): Promise<MergeFinding> {
    try {
      const entity = await this.#entities.get(
        deployment.entity_ref,
        await this.#auth.getOwnServiceCredentials(),
      );
      const bundle = await this.#describe(deployment, entity, merged);
      const judgement = await this.#guard.evaluate({
        phase: 'merge',
        // What stands there now is measured, not what was meant.
        bundle: {
          ...bundle,
          artifacts: asMerged(merged),
          removed: bundle.removed?.filter(
            ({ path }) => !merged.differing.includes(path),
          ),
        },
        approval: isRemoval(bundle)
          ? await this.#approvalOfRemoval(merged)
          : approvalOf(merged),
        deploymentId: deployment.deployment_id,
      });
      const { violations } = judgement.decision;
      return {
        judged: { judgement, bundle },
        rollbackReason:
          violations.length === 0
            ? null
            : violations.map(violation => violation.message).join(' '),
      };
    } catch (error) {
      return {
        rollbackReason: `The merge could not be judged: ${messageOf(error)}`,
      };
    }
  }

  async #describe(deployment: Deployment, entity: Entity, merged: Merged) {
    return merged.removed.length > 0
      ? this.#removals.describe(merged.removed, entity, deployment.created_by)
      : this.#bundles.withRemoved(
          await this.#bundles.describe(merged.artifacts, entity),
          merged.removedPaths,
        );
  }

  async #approvalOfRemoval({ removed, differing }: Merged) {
    const approval = await this.#removals.approvalOf(removed);
    return differing.length === 0
      ? approval
      : {
          ...approval,
          given: false,
          reason: `These should be gone: ${differing.join(', ')}.`,
        };
  }
}

function asMerged({ artifacts, contents }: Merged): Artifact[] {
  return artifacts.flatMap(artifact => {
    const content = contents.get(artifact.path) ?? null;
    return content === null
      ? []
      : [{ ...artifact, content, content_hash: sha256(content) }];
  });
}

/** An approval is one of content: it does not stand behind anything else. */
function approvalOf({ artifacts, differing }: Merged) {
  const by = approversOf(artifacts);
  const missing = artifacts
    .filter(artifact => artifact.approval_status !== 'approved')
    .map(artifact => artifact.path);
  const wrong = [...new Set([...differing, ...missing])];
  return {
    given: wrong.length === 0,
    by,
    source: `approved by ${by.join(', ')}, against the merge commit`,
    reason: `Nobody approved what was merged as ${wrong.join(', ')}.`,
  };
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import {
  type Artifact,
  type ListArtifactsRequest,
  type PolicyDecision,
  sloScoutApprovePermission,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access, Person } from '../access';
import type { AuditLog } from '../audit/AuditLog';
import type { Broadcast } from '../broadcast';
import { normaliseRef } from '../catalog/EntityDirectory';
import { PolicyViolationError } from '../errors';
import type { ApprovalFacts } from '../policy/invariants';
import type { Bundle } from '../policy/Bundle';
import { storeDecision } from '../policy/DecisionStore';
import type { Judgement, PolicyGuard } from '../policy/PolicyGuard';
import { sentence } from '../sentences';
import type { ArtifactStore } from './ArtifactStore';
import {
  type BundleLoader,
  requireProven,
  requireRecordings,
  scopeOf,
} from './BundleLoader';
import type { DeployedArtifacts } from './DeployedArtifacts';

interface Dependencies {
  db: Knex;
  artifacts: ArtifactStore;
  deployed: DeployedArtifacts;
  bundles: BundleLoader;
  guard: PolicyGuard;
  access: Access;
  audit: AuditLog;
  broadcast: Broadcast;
}

/** Preview, approve and reject. */
export class ApprovalService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async list(
    request: ListArtifactsRequest,
    credentials: BackstageCredentials,
  ): Promise<Artifact[]> {
    const { entity_ref: ref, ...rest } = request;
    return this.#deps.artifacts.list(
      { ...rest, ...(ref ? { entity_ref: normaliseRef(ref) } : {}) },
      await this.#deps.access.filter(credentials, sloScoutReadPermission),
    );
  }

  async get(id: string, credentials: BackstageCredentials): Promise<Artifact> {
    const [artifact] = await this.#deps.artifacts.getMany([id]);
    await this.#deps.access.require(
      credentials,
      sloScoutReadPermission,
      artifact.entity_ref,
    );
    return artifact;
  }

  /** What stands now where the artifact would be deployed. */
  async deployedAt(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Artifact | null> {
    const artifact = await this.get(id, credentials);
    const deployed = await this.#deps.deployed.at(artifact);
    return deployed.find(({ path }) => path === artifact.path) ?? null;
  }

  /** What an approval would be answered, without deciding anything. */
  async evaluate(
    ids: string[],
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const person = await this.#deps.access.person(credentials);
    const bundle = await this.#load(ids, credentials);
    await this.#deps.access.require(
      credentials,
      sloScoutReadPermission,
      bundle.entity,
    );
    await this.#requireApprovable(bundle);
    const { decision } = await this.#deps.guard.evaluate({
      phase: 'evaluate',
      bundle,
      approval: this.#approvalBy(person, bundle),
    });
    return decision;
  }

  /** Approves all of the bundle, or nothing. */
  async approve(
    ids: string[],
    credentials: BackstageCredentials,
  ): Promise<{ artifacts: Artifact[]; decision: PolicyDecision }> {
    const { access } = this.#deps;
    const person = await access.person(credentials);
    const bundle = await this.#load(ids, credentials);
    await access.require(credentials, sloScoutApprovePermission, bundle.entity);

    await this.#requireApprovable(bundle);
    const judgement = await this.#deps.guard.evaluate({
      phase: 'approve',
      bundle,
      approval: this.#approvalBy(person, bundle),
    });
    if (judgement.decision.outcome === 'violated') {
      await this.#refuse(person, bundle, judgement);
    }
    const artifacts = await this.#commit(person, bundle, judgement);
    this.#tell(bundle);
    return { artifacts, decision: judgement.decision };
  }

  /** As deploying would have it: whoever approves sees what goes, too. */
  async #load(
    ids: string[],
    credentials: BackstageCredentials,
  ): Promise<Bundle> {
    const { bundles } = this.#deps;
    return bundles.withRemoved(await bundles.load(ids, credentials));
  }

  /** What is no matter of policy: proven, current, and alerts with their recordings. */
  async #requireApprovable(bundle: Bundle): Promise<void> {
    const rejected = bundle.artifacts.find(
      a => a.approval_status === 'rejected',
    );
    if (rejected) {
      throw new ConflictError(
        `${rejected.path} was rejected. Generate again to take it up.`,
      );
    }
    requireProven(bundle.artifacts);
    await this.#deps.bundles.requireCurrent(bundle);
    requireRecordings(
      bundle,
      await this.#deps.artifacts.approvedWaiting(scopeOf(bundle)),
    );
  }

  async reject(
    id: string,
    reason: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<Artifact> {
    const { db, artifacts: store, access, bundles, audit } = this.#deps;
    if (!reason?.trim()) {
      throw new InputError(
        'A rejection needs a reason that the author can read',
      );
    }
    const person = await access.person(credentials);
    const bundle = await bundles.load([id], credentials);
    await access.requireApprover(
      person,
      sloScoutApprovePermission,
      bundle.entity,
    );
    const [artifact] = await db.transaction(async tx => {
      if ((await store.reject(tx, id, reason)) === 0) {
        throw new ConflictError(
          `${bundle.artifacts[0].path} was rejected or deployed already`,
        );
      }
      await audit.append(tx, {
        action: 'artifact_rejected',
        actor: person.ref,
        entity_ref: stringifyEntityRef(bundle.entity),
        payload: { artifact_id: id, path: bundle.artifacts[0].path, reason },
      });
      return store.getMany([id], tx);
    });
    this.#tell(bundle);
    return artifact;
  }

  /** The caller approves what is pending; others may have approved the rest. */
  #approvalBy(person: Person, bundle: Bundle): ApprovalFacts {
    const approvers = this.#deps.access.approvers();
    return {
      given: this.#deps.access.isApprover(person),
      by: [
        ...new Set([person.ref, ...bundle.artifacts.map(a => a.approved_by)]),
      ].filter(ref => ref !== null),
      source: `groups of ${person.ref} against sloScout.roles`,
      ...mayNot(person.ref, approvers),
    };
  }

  async #refuse(
    person: Person,
    bundle: Bundle,
    judgement: Judgement,
  ): Promise<never> {
    const { decision } = judgement;
    const entityRef = stringifyEntityRef(bundle.entity);
    await this.#deps.db.transaction(async tx => {
      await storeDecision(tx, judgement, { bundle, actor: person.ref });
      await this.#deps.audit.append(tx, {
        action: 'artifact_approval_refused',
        actor: person.ref,
        entity_ref: entityRef,
        payload: {
          artifact_ids: bundle.artifacts.map(a => a.id),
          bundle_hash: decision.bundle_hash,
          policy_decision_id: decision.id,
          violations: decision.violations.map(v => v.invariant),
        },
      });
    });
    throw new PolicyViolationError(decision);
  }

  /** Approval, decision and audit entry stand together or not at all. */
  async #commit(
    person: Person,
    bundle: Bundle,
    judgement: Judgement,
  ): Promise<Artifact[]> {
    const { db, artifacts: store, audit, guard } = this.#deps;
    const { decision } = judgement;
    const pending = bundle.artifacts.filter(
      a => a.approval_status === 'pending',
    );
    const ids = bundle.artifacts.map(a => a.id);
    if (pending.length === 0) return bundle.artifacts;
    return db.transaction(async tx => {
      await this.#deps.bundles.hold(tx, bundle);
      await guard.hold(tx, judgement, { bundle, actor: person.ref });
      const changed = await store.approve(tx, pending, person.ref);
      if (changed !== pending.length) {
        throw new ConflictError(
          'Somebody else decided on one of these artifacts just now. Look again.',
        );
      }
      await storeDecision(tx, judgement, { bundle, actor: person.ref });
      await audit.append(tx, {
        action: 'artifact_approval',
        actor: person.ref,
        entity_ref: stringifyEntityRef(bundle.entity),
        payload: {
          artifacts: pending.map(a => ({
            id: a.id,
            path: a.path,
            content_hash: a.content_hash,
            generation_id: a.generation_id,
          })),
          bundle_hash: decision.bundle_hash,
          policy_decision_id: decision.id,
          policy_hash: decision.policy_hash,
          policy_result: decision.outcome,
          ...(decision.override_id
            ? { override_id: decision.override_id }
            : {}),
        },
      });
      return store.getMany(ids, tx);
    });
  }

  #tell(bundle: Bundle) {
    this.#deps.broadcast({
      subject: 'artifacts',
      entity_ref: stringifyEntityRef(bundle.entity),
    });
  }
}

function mayNot(
  person: string,
  groups: string[],
): Pick<ApprovalFacts, 'reason' | 'reason_coded'> {
  const { text, coded } =
    groups.length === 0
      ? sentence(
          'invariant.no_approvers',
          { person },
          `${person} may not approve; members of no group (none is configured) may.`,
        )
      : sentence(
          'invariant.not_approver',
          { person, groups },
          `${person} may not approve; members of ${groups.join(', ')} may.`,
        );
  return { reason: text, reason_coded: coded };
}

import type {
  Deployment,
  DeploymentKind,
  PolicyDecision,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Person } from '../access';
import { type RemovalLoader, isRemoval } from '../artifacts/RemovalLoader';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { AuditLog } from '../audit/AuditLog';
import {
  type EntityDirectory,
  toServiceContext,
} from '../catalog/EntityDirectory';
import type { Bundle } from '../policy/Bundle';
import type { OverrideStore } from '../policy/overrides/OverrideStore';
import type { SloStore } from '../slos/SloStore';
import type { StoredPlan } from './deploymentRows';
import { assertPathsAllowed } from './pathGuard';
import { describePullRequest } from './pullRequestBody';
import { ownerReviewers } from './reviewers/ownerReviewers';
import type { GitOpsTarget } from './types';

/** Fixes a pull request before its first request, so that every attempt means the same. */
export class PlanBuilder {
  readonly #slos: SloStore;
  readonly #removals: RemovalLoader;
  readonly #entities: EntityDirectory;
  readonly #targets: TargetDirectory;
  readonly #overrides: OverrideStore;
  readonly #audit: AuditLog;
  readonly #now: () => Date;

  constructor(options: {
    slos: SloStore;
    removals: RemovalLoader;
    entities: EntityDirectory;
    targets: TargetDirectory;
    overrides: OverrideStore;
    audit: AuditLog;
    now?: () => Date;
  }) {
    this.#slos = options.slos;
    this.#removals = options.removals;
    this.#entities = options.entities;
    this.#targets = options.targets;
    this.#overrides = options.overrides;
    this.#audit = options.audit;
    this.#now = options.now ?? (() => new Date());
  }

  async build(request: {
    person: Person;
    bundle: Bundle;
    target: GitOpsTarget;
    decision: PolicyDecision;
    kind: DeploymentKind;
    /** Open pull request to go on with. */
    former?: Deployment;
    credentials: BackstageCredentials;
  }): Promise<StoredPlan> {
    const { person, bundle, target, decision, kind, former } = request;
    const removed = (bundle.removed ?? []).map(({ path }) => path).sort();
    const now = this.#now();
    const service = toServiceContext(bundle.entity);
    const files = [
      ...bundle.artifacts.map(({ path, content }) => ({ path, content })),
      ...removed.map(path => ({ path, content: null })),
    ];
    assertPathsAllowed(files, target);
    const { draft, signOff, template } = target.pullRequests;
    const author = authorOf(person);
    const text = describePullRequest({
      service: service.name,
      kind,
      removed,
      ...(isRemoval(bundle)
        ? {
            removal: {
              files: bundle.removed,
              retirements: await this.#removals.retirements(bundle.removed),
            },
          }
        : {}),
      environment: bundle.environment,
      slos: await this.#slosOf(bundle),
      artifacts: bundle.artifacts,
      deployed: bundle.deployed,
      decision,
      ...(decision.override_id
        ? { override: await this.#overrides.get(decision.override_id) }
        : {}),
      auditHead: await this.#audit.headHash(),
      entityUrl: this.#targets.entityUrl(bundle.entity),
      ...(template === undefined ? {} : { template }),
      ...(signOff ? { signedOffBy: `${author.name} <${author.email}>` } : {}),
    });
    return {
      repo: target.repo,
      base: target.branch,
      branch:
        former?.branch_name ??
        `slo-scout/${branchPart(service.name)}-${stamp(now)}`,
      title: text.title,
      body: text.body,
      commitMessage: text.commitMessage,
      commitDate: now.toISOString(),
      author,
      files,
      labels: target.labels,
      draft,
      reviewers: await this.#reviewers(request),
      kind,
      ...(isRemoval(bundle)
        ? { removes: bundle.removed.map(({ id }) => id) }
        : {}),
      ...(former ? goesOnWith(former) : {}),
    };
  }

  async #reviewers(request: {
    bundle: Bundle;
    target: GitOpsTarget;
    credentials: BackstageCredentials;
  }): Promise<StoredPlan['reviewers']> {
    const { bundle, target, credentials } = request;
    const { reviewers } = target.pullRequests;
    if (reviewers === 'none') return undefined;
    return {
      codeowners: reviewers === 'codeowners',
      owner: await ownerReviewers(bundle.entity, target, {
        entities: this.#entities,
        credentials,
      }),
    };
  }

  async #slosOf(bundle: Bundle): Promise<Slo[]> {
    const files = isRemoval(bundle) ? bundle.removed : bundle.artifacts;
    const ids = files.flatMap(file => file.slo_ids);
    return this.#slos.getMany([...new Set(ids)]);
  }
}

function goesOnWith(
  former: Deployment,
): Pick<StoredPlan, 'replaces' | 'update'> {
  const { deployment_id: id, pr_number: number, pr_url: url } = former;
  if (number === null || url === null || former.commit_sha === null) {
    throw new Error(`Deployment ${id} has no pull request to go on with`);
  }
  return {
    replaces: id,
    update: { number, url, expectedHead: former.commit_sha },
  };
}

/** `20261123T161500123Z`: sorts by time and is a legal part of a branch name. */
function stamp(now: Date): string {
  return now.toISOString().replace(/[-:.]/g, '');
}

/** The portal commits on behalf of a person, whose address it does not know. */
function authorOf(person: Person): { name: string; email: string } {
  const name = person.ref.split('/').at(-1) ?? person.ref;
  return {
    name: `${name} (SLO Scout)`,
    email: `${name.replace(/[^A-Za-z0-9._-]/g, '-')}@users.slo-scout.invalid`,
  };
}

function branchPart(service: string): string {
  return service.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 100);
}

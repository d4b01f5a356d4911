import { setTimeout as delay } from 'node:timers/promises';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type {
  Artifact,
  DeployRequest,
  Deployment,
  PolicyDecision,
  PullRequestPreview,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import type { DeploymentService, Meant } from '../DeploymentService';
import type { DeploymentStarter } from '../DeploymentStarter';
import type { DeploymentStore } from '../DeploymentStore';
import type { StoredPlan } from '../deploymentRows';
import type { GitProviders } from '../providers';
import { chooseReviewers } from '../reviewers/chooseReviewers';
import { OWNERS_FILES } from '../reviewers/codeowners';
import type { GitOpsTarget } from '../types';
import { fileChanges, unknownChanges } from './fileChanges';

/** Somebody looks at a dialog: a host that lets us wait longer is told of instead. */
const PATIENCE_MS = 20_000;

interface Dependencies {
  deployments: DeploymentService;
  store: DeploymentStore;
  starter: DeploymentStarter;
  providers: GitProviders;
}

interface Planned {
  plan: StoredPlan;
  /** Null where the plan was judged and stored before. */
  decision: PolicyDecision | null;
}

type OnBranch = Pick<PullRequestPreview, 'files' | 'reviewers' | 'notes'>;

/**
 * The pull request that deploying would open, by the planning that opens it. Only
 * reads: nothing is stored here, nothing changes at the Git host.
 */
export class PullRequestPreviewer {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Refuses what deploying would refuse, but for the guard, whose words are told. */
  async preview(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<PullRequestPreview> {
    const meant = await this.#deps.deployments.meant(request, credentials);
    const { standing, former, target, bundle } = meant;
    const { plan, decision } = await this.#planned(meant, credentials);
    const found = await onBranch(
      plan,
      this.#read(plan, target, bundle.deployed),
    );
    const opened = standing?.status === 'opening' ? undefined : standing;
    const outcome = outcomeOf(opened, plan, found);
    const { number, url } = pullRequestOf(opened ?? former);
    return {
      ...found,
      outcome,
      kind: plan.kind ?? 'deploy',
      pr_number: number,
      pr_url: url,
      repo: plan.repo,
      base_branch: plan.base,
      branch_name: plan.branch,
      title: plan.title,
      body: plan.body,
      commit_message: plan.commitMessage,
      draft: plan.draft ?? false,
      // One that is open keeps what it has, and nobody is asked again.
      ...(outcome === 'open'
        ? { labels: plan.labels }
        : { labels: [], reviewers: [] }),
      decision,
    };
  }

  async #planned(
    meant: Meant,
    credentials: BackstageCredentials,
  ): Promise<Planned> {
    const { standing, person, bundle, target, former, key } = meant;
    if (standing) {
      const plan = await this.#deps.store.plan(standing.deployment_id);
      return { plan, decision: null };
    }
    return this.#deps.starter.rehearse({
      ...{ kind: 'deploy', key, person, bundle, target, former },
      credentials,
    });
  }

  async #read(
    plan: StoredPlan,
    target: GitOpsTarget,
    deployed: Artifact[],
  ): Promise<OnBranch> {
    const { repo, base, files } = plan;
    const provider = this.#deps.providers.forTarget(target);
    const read = (path: string) => provider.readFile(repo, base, path);
    const { codeowners } = provider;
    const owners = codeowners ? OWNERS_FILES[codeowners] : [];
    const paths = files.map(({ path }) => path);
    const there = await provider.readBranch(repo, base, [...paths, ...owners]);
    const entries = [...there].map(([path, sha]) => ({
      ...{ path, sha, mode: '100644' },
    }));
    const [changes, chosen] = await Promise.all([
      fileChanges(files, there, deployed, read),
      plan.update
        ? { reviewers: [], notes: [] }
        : chooseReviewers(plan, entries, codeowners, read),
    ]);
    return { files: changes, ...chosen };
  }
}

/** Without the Git host the text is known all the same. */
async function onBranch(
  plan: StoredPlan,
  reading: Promise<OnBranch>,
): Promise<OnBranch> {
  const patience = new AbortController();
  const late = delay(PATIENCE_MS, undefined, { signal: patience.signal }).then(
    () => {
      throw new ServiceUnavailableError('The Git host lets us wait.');
    },
  );
  try {
    return await Promise.race([reading, late]);
  } catch (error) {
    return {
      files: unknownChanges(plan.files),
      reviewers: [],
      notes: [
        `${plan.base} of ${plan.repo} could not be read: ${messageOf(error)}`,
      ],
    };
  } finally {
    late.catch(() => {});
    patience.abort();
  }
}

function outcomeOf(
  opened: Deployment | undefined,
  plan: StoredPlan,
  { files }: OnBranch,
): PullRequestPreview['outcome'] {
  if (opened) return 'none';
  if (plan.update) return 'update';
  return files.every(({ change }) => change === 'unchanged') ? 'none' : 'open';
}

function pullRequestOf(deployment: Deployment | undefined) {
  return {
    number: deployment?.pr_number ?? null,
    url: deployment?.pr_url ?? null,
  };
}

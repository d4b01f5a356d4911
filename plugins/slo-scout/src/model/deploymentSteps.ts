import type {
  Artifact,
  Deployment,
} from '@slo-scout/backstage-plugin-slo-scout-common';

export const STEPS = [
  ...(['approved', 'pullRequest', 'merged', 'deployed', 'live'] as const),
];

export type StepName = (typeof STEPS)[number];

/** One step on the way of a bundle into production. */
export interface DeploymentStep {
  name: StepName;
  /**
   * `current` is under way by itself or waits for somebody; `stuck` needs somebody;
   * `skipped` was not needed.
   */
  state: 'done' | 'current' | 'stuck' | 'ahead' | 'skipped';
  /** When it was reached. RFC 3339. */
  at?: string;
  /** Who did it: entity refs, of a merge a login at the Git host. */
  by: string[];
}

/** Where a deployment stands. Its files tell who approved them. */
export function stepsOf(
  deployment: Deployment,
  files: Artifact[],
): DeploymentStep[] {
  const reached = reachedBy(deployment, files);
  const next = nextOf(deployment);
  return STEPS.map(name => ({
    ...reached[name],
    ...{ name, state: stateOf(name, deployment, next) },
  }));
}

function stateOf(
  name: StepName,
  deployment: Deployment,
  next: StepName | undefined,
): DeploymentStep['state'] {
  const place = STEPS.indexOf(name);
  const end = next === undefined ? STEPS.length : STEPS.indexOf(next);
  if (place < end) {
    const ofPullRequest = name === 'pullRequest' || name === 'merged';
    return ofPullRequest && deployment.pr_number === null ? 'skipped' : 'done';
  }
  // What a later deployment took the place of goes nowhere any more.
  if (place > end || deployment.status === 'superseded') return 'ahead';
  return isStuck(deployment) ? 'stuck' : 'current';
}

/** The first step that is not done; undefined where everything is. */
function nextOf(deployment: Deployment): StepName | undefined {
  const { status, checks } = deployment;
  switch (status) {
    case 'live':
      return undefined;
    case 'deployed':
      return 'live';
    case 'drifted':
    case 'reverted':
      return checks?.repository.state === 'different' ? 'deployed' : 'live';
    case 'superseded':
      return furthest(deployment);
    default:
      return deployment.pr_number === null ? 'pullRequest' : 'merged';
  }
}

function furthest(deployment: Deployment): StepName | undefined {
  if (deployment.live_at) return undefined;
  if (deployment.deployed_at) return 'live';
  return deployment.pr_number === null ? 'pullRequest' : 'merged';
}

function isStuck({ status, error, retry_at }: Deployment): boolean {
  return (
    ['conflict', 'closed', 'drifted', 'reverted'].includes(status) ||
    (status === 'opening' && error !== null && retry_at === null)
  );
}

type Reached = Pick<DeploymentStep, 'at' | 'by'>;

function reachedBy(
  deployment: Deployment,
  files: Artifact[],
): Record<StepName, Reached> {
  const { merged_at: mergedAt, merged_by: mergedBy } = deployment;
  const opened = deployment.pr_number !== null;
  return {
    approved: approvalOf(files),
    pullRequest: opened
      ? {
          at: deployment.opened_at ?? deployment.created_at,
          by: [deployment.created_by],
        }
      : { by: [] },
    merged: { at: mergedAt ?? undefined, by: mergedBy ? [mergedBy] : [] },
    deployed: { at: deployment.deployed_at ?? undefined, by: [] },
    live: { at: deployment.live_at ?? undefined, by: [] },
  };
}

/** Approved is a bundle with its last file. */
function approvalOf(files: Artifact[]): Reached {
  const times = files.flatMap(({ approved_at: at }) => at ?? []);
  const people = files.flatMap(({ approved_by: by }) => by ?? []);
  return { at: times.sort().at(-1), by: [...new Set(people)].sort() };
}

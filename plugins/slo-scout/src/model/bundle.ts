import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';

const place = (artifact: Artifact) =>
  `${artifact.environment}\n${artifact.target}\n${artifact.path}`;

function newestFirst(a: Artifact, b: Artifact): number {
  const superseded =
    Number(a.deployment_status === 'superseded') -
    Number(b.deployment_status === 'superseded');
  return superseded || Date.parse(b.created_at) - Date.parse(a.created_at);
}

/**
 * One file has one current artifact, the newest generated for its place; what it
 * replaced is history.
 */
export function splitByAge(artifacts: Artifact[]): {
  current: Artifact[];
  earlier: Artifact[];
} {
  const current = new Map<string, Artifact>();
  const earlier: Artifact[] = [];
  for (const artifact of [...artifacts].sort(newestFirst)) {
    if (current.has(place(artifact))) earlier.push(artifact);
    else current.set(place(artifact), artifact);
  }
  return { current: [...current.values()], earlier };
}

/** Whether a person may still decide: failed files can only be generated anew. */
export function isApprovable(artifact: Artifact): boolean {
  return (
    artifact.validation_status !== 'failed' &&
    artifact.approval_status === 'pending'
  );
}

/** Approved, and not in a pull request that is open or merged. */
export function isDeployable(artifact: Artifact): boolean {
  return (
    artifact.approval_status === 'approved' &&
    ['not_deployed', 'closed', 'conflict'].includes(artifact.deployment_status)
  );
}

import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';

const place = (artifact: Artifact) =>
  `${artifact.environment}\n${artifact.target}\n${artifact.path}`;

/**
 * One file has one current artifact, that of the newest generation for its place;
 * what it replaced is history. The server lists the newest generation first; the
 * artifacts' own age would mislead, as equal content is the same, older artifact.
 */
export function splitByAge(artifacts: Artifact[]): {
  current: Artifact[];
  earlier: Artifact[];
} {
  const current = new Map<string, Artifact>();
  const earlier: Artifact[] = [];
  for (const artifact of artifacts) {
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

/**
 * Approved, and not in a pull request that is open or merged. A current artifact
 * that was superseded once has been generated anew: it goes back to its place.
 */
export function isDeployable(artifact: Artifact): boolean {
  return (
    artifact.approval_status === 'approved' &&
    ['not_deployed', 'closed', 'conflict', 'superseded'].includes(
      artifact.deployment_status,
    )
  );
}

/** Whether an approver may still say no. */
export function isRejectable(artifact: Artifact): boolean {
  return (
    artifact.approval_status !== 'rejected' &&
    ['not_deployed', 'closed'].includes(artifact.deployment_status)
  );
}

import type {
  Artifact,
  VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';

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

const SEVERITY: Record<VerdictStatus, number> = {
  passed: 0,
  inconclusive: 1,
  failed: 2,
};

/** The verdict of many files is that of the worst of them. */
export function worstVerdict(artifacts: Artifact[]): VerdictStatus {
  return artifacts
    .map(artifact => artifact.validation_status)
    .reduce((a, b) => (SEVERITY[b] > SEVERITY[a] ? b : a), 'passed');
}

/** The files that people read, and the many that machines read. */
export function splitByReader(artifacts: Artifact[]): {
  read: Artifact[];
  tests: Artifact[];
} {
  const isTest = ({ type }: Artifact) => type === 'rule_test';
  const tests = artifacts.filter(isTest);
  // One file is no crowd.
  return tests.length > 1
    ? { read: artifacts.filter(a => !isTest(a)), tests }
    : { read: artifacts, tests: [] };
}

import type {
  Artifact,
  Deployment,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { isApprovable, isDeployable, splitByAge } from './bundle';

/** The one thing that brings this service's SLOs nearer to production. */
export type NextStep =
  | { kind: 'add_slo' }
  | { kind: 'approve_slos'; count: number }
  | { kind: 'generate'; reason: 'never' | 'revised' | 'uncovered' | 'retired' }
  | { kind: 'fix'; count: number }
  | { kind: 'approve_artifacts'; count: number }
  | { kind: 'deploy'; count: number }
  | { kind: 'remove_files'; count: number }
  | { kind: 'merge'; deployment: Deployment }
  | { kind: 'wait'; deployment: Deployment }
  | { kind: 'resolve'; deployment: Deployment }
  | { kind: 'drifted' }
  | { kind: 'done' };

/** Everything given belongs to one entity and environment. */
export interface Progress {
  slos: Slo[];
  artifacts: Artifact[];
  /** Newest first. */
  deployments: Deployment[];
}

const STANDS: Artifact['deployment_status'][] = ['deployed', 'live', 'drifted'];

export function nextStep({ slos, artifacts, deployments }: Progress): NextStep {
  const inForce = slos.filter(slo => slo.status === 'approved');
  const drafts = slos.filter(slo => slo.status === 'draft' || slo.draft);
  const { current } = splitByAge(artifacts);

  if (inForce.length === 0 && drafts.length === 0) {
    return leftOver(current, deployments) ?? { kind: 'add_slo' };
  }
  if (inForce.length === 0) {
    return { kind: 'approve_slos', count: drafts.length };
  }
  return (
    inFlight(inForce, current, deployments) ??
    notGenerated(slos, current) ??
    drifted(current, deployments) ??
    (drafts.length > 0
      ? { kind: 'approve_slos', count: drafts.length }
      : { kind: 'done' })
  );
}

function inFlight(
  inForce: Slo[],
  current: Artifact[],
  deployments: Deployment[],
): NextStep | undefined {
  const revisions = new Map(inForce.map(slo => [slo.id, slo.revision]));
  const isStale = (artifact: Artifact) =>
    artifact.slo_refs.some(ref => {
      const revision = revisions.get(ref.slo_id);
      return revision !== undefined && revision !== ref.revision;
    });
  if (current.some(isStale)) return { kind: 'generate', reason: 'revised' };

  const failed = current.filter(a => a.validation_status === 'failed');
  if (failed.length > 0) return { kind: 'fix', count: failed.length };

  const pending = current.filter(isApprovable);
  if (pending.length > 0) {
    return { kind: 'approve_artifacts', count: pending.length };
  }

  const conflict = inConflict(deployments);
  if (conflict) return conflict;

  const approved = current.filter(isDeployable);
  if (approved.length > 0) return { kind: 'deploy', count: approved.length };
  return underWay(deployments);
}

/** An older conflict no longer matters once its files went another way. */
function inConflict([newest]: Deployment[]): NextStep | undefined {
  return newest?.status === 'conflict'
    ? { kind: 'resolve', deployment: newest }
    : undefined;
}

function underWay(deployments: Deployment[]): NextStep | undefined {
  const opening = deployments.find(d => d.status === 'opening');
  if (opening) return { kind: 'wait', deployment: opening };

  const open = deployments.find(d => d.status === 'pending_pr');
  return open ? { kind: 'merge', deployment: open } : undefined;
}

/** What stands is not what was approved; so is a file that was removed and came back. */
function drifted(
  current: Artifact[],
  deployments: Deployment[],
): NextStep | undefined {
  const states = [
    ...current.map(a => a.deployment_status),
    ...deployments.map(d => d.status),
  ];
  return states.some(state => state === 'drifted' || state === 'reverted')
    ? { kind: 'drifted' }
    : undefined;
}

/** Files that stand although no SLO wants them any more. */
function leftOver(
  current: Artifact[],
  deployments: Deployment[],
): NextStep | undefined {
  const standing = current.filter(({ deployment_status: state }) =>
    STANDS.includes(state),
  );
  return (
    inConflict(deployments) ??
    underWay(deployments) ??
    (standing.length > 0
      ? { kind: 'remove_files', count: standing.length }
      : drifted(current, deployments))
  );
}

function notGenerated(slos: Slo[], current: Artifact[]): NextStep | undefined {
  const inForce = slos.filter(slo => slo.status === 'approved');
  if (current.length === 0) return { kind: 'generate', reason: 'never' };
  const covered = new Set(current.flatMap(a => a.slo_refs.map(r => r.slo_id)));
  if (!inForce.every(slo => covered.has(slo.id))) {
    return { kind: 'generate', reason: 'uncovered' };
  }
  return stillPages(slos, current)
    ? { kind: 'generate', reason: 'retired' }
    : undefined;
}

/** Files that page nobody. */
const QUIET: Artifact['type'][] = ['runbook', 'rule_test'];

/** Rules of a retired SLO go with the next generation, and page until then. */
function stillPages(slos: Slo[], current: Artifact[]): boolean {
  const retired = new Set(
    slos.filter(slo => slo.status === 'retired').map(slo => slo.id),
  );
  return current.some(
    ({ type, deployment_status: state, slo_ids: ids }) =>
      !QUIET.includes(type) &&
      STANDS.includes(state) &&
      ids.some(id => retired.has(id)),
  );
}

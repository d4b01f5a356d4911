import { ConflictError } from '@backstage/errors';
import type {
  Deployment,
  DeploymentKind,
} from '@slo-scout/backstage-plugin-slo-scout-common';

const WHAT: Record<DeploymentKind, string> = {
  deploy: 'of this service is open',
  rebase: 'of this service is open',
  rollback: 'puts back what was deployed before',
  restore: 'puts the approved files of this service back',
  removal: 'removes the files of this service',
};

/** A service has one pull request at a time: why another has to wait for this one. */
export function otherIsOpen({
  kind,
  pr_number: number,
  retry_at: next,
}: Deployment): ConflictError {
  const opening = next
    ? `is being opened; the next attempt is at ${next}`
    : 'is being opened';
  return new ConflictError(
    number === null
      ? `A pull request of this service ${opening}. Wait for it, then merge or close it.`
      : `Pull request ${number} ${WHAT[kind]}. Merge or close it first.`,
  );
}

import { ConflictError } from '@backstage/errors';
import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { TargetDirectory } from '../artifacts/TargetDirectory';
import type { GitOpsTarget } from './types';

/** Where a deployment went; `ConflictError` where that is configured no longer. */
export function targetOf(
  { target: name }: Pick<Deployment, 'target'>,
  targets: TargetDirectory,
): GitOpsTarget {
  const target = targets.byName(name);
  if (!target) {
    throw new ConflictError(`Target ${name} is no longer in the configuration`);
  }
  return target;
}

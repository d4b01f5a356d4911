import type { DeployResult } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sha256 } from '../hash';
import { type Bundle, bundleHash } from '../policy/Bundle';
import type { GitOpsTarget } from './types';

/** `created` tells 201 from 200. */
export interface Deployed {
  created: boolean;
  result: DeployResult;
}

/** Of a bundle and target there is one deployment at a time. */
export function keyOf(
  target: GitOpsTarget,
  { artifacts, removed }: Pick<Bundle, 'artifacts' | 'removed'>,
): string {
  const hash = bundleHash(target.name, artifacts, removed);
  return sha256(`${target.name} ${hash}`);
}

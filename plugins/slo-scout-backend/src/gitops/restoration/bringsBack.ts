import type { DeploymentKind } from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * Whether the files are ones that were deployed before. Their SLO revisions need not
 * be in force any more: they were approved, and stood.
 */
export function bringsBack(kind: DeploymentKind | undefined): boolean {
  return kind === 'rollback' || kind === 'restore';
}

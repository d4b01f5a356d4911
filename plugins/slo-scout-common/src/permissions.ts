import { createPermission } from '@backstage/plugin-permission-common';

/** Read SLOs, artifacts and deployments. @public */
export const sloScoutReadPermission = createPermission({
  name: 'slo-scout.read',
  attributes: { action: 'read' },
});

/** Add or change SLO documents. @public */
export const sloScoutSloWritePermission = createPermission({
  name: 'slo-scout.slo.write',
  attributes: { action: 'update' },
});

/** Approve or retire SLOs. @public */
export const sloScoutSloApprovePermission = createPermission({
  name: 'slo-scout.slo.approve',
  attributes: { action: 'update' },
});

/** Generate artifacts. @public */
export const sloScoutGeneratePermission = createPermission({
  name: 'slo-scout.artifact.generate',
  attributes: { action: 'create' },
});

/** Approve or reject artifacts. @public */
export const sloScoutApprovePermission = createPermission({
  name: 'slo-scout.artifact.approve',
  attributes: { action: 'update' },
});

/** Open pull requests. @public */
export const sloScoutDeployPermission = createPermission({
  name: 'slo-scout.deploy',
  attributes: { action: 'create' },
});

/** Edit policies of the guard. @public */
export const sloScoutPolicyEditPermission = createPermission({
  name: 'slo-scout.policy.edit',
  attributes: { action: 'update' },
});

/** Ask for overrides, and decide on them. @public */
export const sloScoutOverridePermission = createPermission({
  name: 'slo-scout.override',
  attributes: { action: 'update' },
});

/** Read, verify and export the audit log. @public */
export const sloScoutAuditReadPermission = createPermission({
  name: 'slo-scout.audit.read',
  attributes: { action: 'read' },
});

/** All permissions of the plugin. @public */
export const sloScoutPermissions = [
  sloScoutReadPermission,
  sloScoutSloWritePermission,
  sloScoutSloApprovePermission,
  sloScoutGeneratePermission,
  sloScoutApprovePermission,
  sloScoutDeployPermission,
  sloScoutPolicyEditPermission,
  sloScoutOverridePermission,
  sloScoutAuditReadPermission,
];

import { createPermission } from '@backstage/plugin-permission-common';

/**
 * What the plugin keeps about a catalog entity: its SLOs, generations, artifacts,
 * deployments, overrides and audit entries. Resources are named by the entity's ref.
 *
 * @public
 */
export const SLO_SCOUT_RESOURCE_TYPE = 'slo-scout-record';

/** Read SLOs, artifacts and deployments. @public */
export const sloScoutReadPermission = createPermission({
  name: 'slo-scout.read',
  attributes: { action: 'read' },
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
});

/** Add or change SLO documents. @public */
export const sloScoutSloWritePermission = createPermission({
  name: 'slo-scout.slo.write',
  attributes: { action: 'update' },
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
});

/** Approve or retire SLOs. @public */
export const sloScoutSloApprovePermission = createPermission({
  name: 'slo-scout.slo.approve',
  attributes: { action: 'update' },
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
});

/** Generate artifacts. @public */
export const sloScoutGeneratePermission = createPermission({
  name: 'slo-scout.artifact.generate',
  attributes: { action: 'create' },
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
});

/** Approve or reject artifacts. @public */
export const sloScoutApprovePermission = createPermission({
  name: 'slo-scout.artifact.approve',
  attributes: { action: 'update' },
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
});

/** Open pull requests. @public */
export const sloScoutDeployPermission = createPermission({
  name: 'slo-scout.deploy',
  attributes: { action: 'create' },
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
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
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
});

/** Read, verify and export the audit log. @public */
export const sloScoutAuditReadPermission = createPermission({
  name: 'slo-scout.audit.read',
  attributes: { action: 'read' },
  resourceType: SLO_SCOUT_RESOURCE_TYPE,
});

/** Permissions on what is kept about an entity; policies may decide by its owner. @public */
export const sloScoutRecordPermissions = [
  sloScoutReadPermission,
  sloScoutSloWritePermission,
  sloScoutSloApprovePermission,
  sloScoutGeneratePermission,
  sloScoutApprovePermission,
  sloScoutDeployPermission,
  sloScoutOverridePermission,
  sloScoutAuditReadPermission,
];

/** All permissions of the plugin. @public */
export const sloScoutPermissions = [
  ...sloScoutRecordPermissions,
  sloScoutPolicyEditPermission,
];

import { sloScoutPermissions } from '@slo-scout/backstage-plugin-slo-scout-common';
import { PortalPermissionPolicy } from './PortalPermissionPolicy';

const nobody = {
  approver: [],
  seniorSre: [],
  vpEngineering: [],
  budgetOwner: [],
  policyEditor: [],
};

describe('PortalPermissionPolicy', () => {
  it.each(sloScoutPermissions.map(permission => [permission.name, permission]))(
    'denies %s to a caller without an identity',
    async (_, permission) => {
      const policy = new PortalPermissionPolicy({
        roles: nobody,
        identify: async () => ({ userEntityRef: '', ownershipEntityRefs: [] }),
      });
      await expect(policy.handle({ permission })).resolves.toEqual({
        result: 'DENY',
      });
    },
  );
});

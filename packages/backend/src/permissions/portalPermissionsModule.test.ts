import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import {
  sloScoutApprovePermission,
  sloScoutAuditReadPermission,
  sloScoutDeployPermission,
  sloScoutGeneratePermission,
  sloScoutPermissions,
  sloScoutOverridePermission,
  sloScoutPolicyEditPermission,
  sloScoutReadPermission,
  sloScoutSloApprovePermission,
  sloScoutSloWritePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { portalPermissionsModule } from './portalPermissionsModule';

/** Who is in which group; the component belongs to the team `payments`. */
const MEMBERSHIPS: Record<string, string[]> = {
  author: ['payments'],
  sre: ['sre'],
  'senior-sre': ['senior-sre'],
  'budget-owner': ['budget-owners'],
  stranger: [],
  onlooker: ['choir'],
  guest: [],
};

const READ = [sloScoutReadPermission.name, sloScoutAuditReadPermission.name];
const CHANGE = [
  sloScoutSloWritePermission.name,
  sloScoutGeneratePermission.name,
  sloScoutDeployPermission.name,
  sloScoutOverridePermission.name,
];
const APPROVE = [
  sloScoutSloApprovePermission.name,
  sloScoutApprovePermission.name,
];

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () =>
    mockServices.userInfo.mock({
      getUserInfo: async credentials => {
        const { userEntityRef } = (
          credentials as ReturnType<typeof mockCredentials.user>
        ).principal;
        const groups = MEMBERSHIPS[userEntityRef.split('/')[1]];
        return {
          userEntityRef,
          ownershipEntityRefs: [
            userEntityRef,
            ...groups.map(group => `group:default/${group}`),
          ],
        };
      },
    }),
});

interface Condition {
  rule: string;
  params: { claims: string[]; roles?: string[] };
}

const GROUPS: Record<string, string> = {
  approver: 'group:default/sre',
  seniorSre: 'group:default/senior-sre',
  budgetOwner: 'group:default/budget-owners',
};

/** What the plugin makes of a condition, for a component of the team `payments`. */
function holds({ rule, params: { claims, roles = [] } }: Condition): boolean {
  return rule === 'IS_OWNER'
    ? claims.includes('group:default/payments')
    : roles.some(role => claims.includes(GROUPS[role]));
}

let server: TestBackend['server'];

async function allowed(
  permissions: Permission[],
  authorization: string,
): Promise<string[]> {
  const response = await fetch(
    `http://localhost:${server.port()}/api/permission/authorize`,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: authorization,
      },
      body: JSON.stringify({
        items: permissions.map(permission => ({
          id: permission.name,
          permission,
        })),
      }),
    },
  );
  const { items } = (await response.json()) as {
    items: Array<{
      id: string;
      result: string;
      conditions?: { anyOf: Condition[] };
    }>;
  };
  return items
    .filter(
      ({ result, conditions }) =>
        result === 'ALLOW' ||
        (result === 'CONDITIONAL' && conditions?.anyOf.some(holds)),
    )
    .map(item => item.id);
}

/** By way of the plugin: people themselves are not told of conditions. */
const as = (name: string) =>
  `Bearer ${mockCredentials.user.token(`user:default/${name}`, {
    actor: { subject: 'plugin:slo-scout' },
  })}`;

describe('the permission policy of the portal', () => {
  beforeAll(async () => {
    ({ server } = await startTestBackend({
      features: [
        permissionPlugin,
        portalPermissionsModule,
        userInfo,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            permission: { enabled: true },
            sloScout: {
              roles: {
                approver: ['group:default/sre'],
                // A short ref means a group.
                seniorSre: ['senior-sre'],
                budgetOwner: ['group:default/budget-owners'],
                policyEditor: ['group:default/senior-sre'],
              },
            },
          },
        }),
      ],
    }));
  });

  it.each([
    ['an owner', 'author', [...READ, ...CHANGE]],
    ['an approver', 'sre', [...READ, ...CHANGE, ...APPROVE]],
    [
      'a senior SRE who edits policies',
      'senior-sre',
      [...READ, ...CHANGE, ...APPROVE, sloScoutPolicyEditPermission.name],
    ],
    [
      'a budget owner',
      'budget-owner',
      [...READ, sloScoutOverridePermission.name],
    ],
    ['a stranger', 'stranger', READ],
    ['a member of a team that owns nothing', 'onlooker', READ],
    ['a guest', 'guest', [sloScoutReadPermission.name]],
  ])(
    'lets %s do what the role says, and no more',
    async (_, name, expected) => {
      const names = await allowed(sloScoutPermissions, as(name));
      expect(names.toSorted()).toEqual(expected.toSorted());
    },
  );

  it('denies a permission of ours that it does not know', async () => {
    const unknown = createPermission({
      name: 'slo-scout.everything',
      attributes: {},
    });
    await expect(allowed([unknown], as('sre'))).resolves.toEqual([]);
  });

  it("allows other plugins' permissions", async () => {
    const other = createPermission({
      name: 'scaffolder.task.create',
      attributes: {},
    });
    await expect(allowed([other], as('stranger'))).resolves.toEqual([
      'scaffolder.task.create',
    ]);
  });
});

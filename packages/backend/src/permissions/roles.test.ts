import { ConfigReader } from '@backstage/config';
import { readRoles } from './roles';

describe('readRoles', () => {
  it('reads full and short refs of groups', () => {
    const config = new ConfigReader({
      sloScout: {
        roles: { approver: ['group:default/sre', 'oncall', 'acme/sre'] },
      },
    });
    expect(readRoles(config)).toEqual({
      approver: ['group:default/sre', 'group:default/oncall', 'group:acme/sre'],
      seniorSre: [],
      vpEngineering: [],
      budgetOwner: [],
      policyEditor: [],
    });
  });

  it('gives a role to nobody where none is configured', () => {
    expect(Object.values(readRoles(new ConfigReader({}))).flat()).toEqual([]);
  });
});

import { exampleFacts } from '../../__testUtils__/guardFacts';
import { approvalRequired } from './approvalRequired';

describe('approval_required', () => {
  it('holds where a person with the role stands behind the bundle', () => {
    expect(approvalRequired.check(exampleFacts(), true).ok).toBe(true);
  });

  it('says who may approve where nobody does', () => {
    const facts = exampleFacts({
      approval: {
        given: false,
        by: ['user:default/stranger'],
        source: 'groups',
        reason: 'user:default/stranger may not approve.',
      },
    });
    expect(approvalRequired.check(facts, true)).toMatchObject({
      ok: false,
      message: 'user:default/stranger may not approve.',
    });
    const coded = { code: 'invariant.no_approvers', values: { person: 'x' } };
    const { approval } = facts;
    expect(
      approvalRequired.check(
        { ...facts, approval: { ...approval, reason_coded: coded } },
        true,
      ).message_coded,
    ).toEqual([coded]);
    expect(approvalRequired.hard).toBe(true);
  });
});

import { exampleFacts } from '../../__testUtils__/guardFacts';
import { separationOfDuties } from './separationOfDuties';

const approvedBy = (...by: string[]) =>
  exampleFacts({ approval: { given: true, by, source: 'groups', reason: '' } });

describe('separation_of_duties', () => {
  it('is off unless a policy asks for it, and nobody overrides it', () => {
    expect(separationOfDuties.defaults).toEqual({
      mode: 'block',
      limit: false,
    });
    expect(separationOfDuties.required_override).toBe(null);
  });

  it('holds where somebody else approves', () => {
    const facts = approvedBy('user:default/sre');
    expect(separationOfDuties.check(facts, true).ok).toBe(true);
  });

  it('names the author among those who approve', () => {
    const facts = approvedBy('user:default/sre', 'user:default/author');
    expect(separationOfDuties.check(facts, true)).toMatchObject({
      ok: false,
      measured: false,
      message:
        'user:default/author generated alerts.yaml, and may not approve it. Somebody else must.',
      message_coded: [
        {
          code: 'invariant.own_work',
          values: { author: 'user:default/author' },
        },
      ],
    });
  });

  it('does not hold where nobody knows who approves', () => {
    expect(separationOfDuties.check(approvedBy(), true)).toMatchObject({
      ok: false,
      measured: null,
    });
  });
});

import { loosenedBy } from './stricter';

const condition = {
  id: 'small',
  expression: 'size(files) < 9',
  message: 'Too many files.',
  mode: 'block',
} as const;

describe('loosenedBy', () => {
  it.each([
    [{ limit: 5 }, { limit: 6 }],
    [{ limit: 5 }, undefined],
    [{ limit: true }, { limit: false }],
    [{ mode: 'block' }, { mode: 'warn' }],
    [{ mode: 'block' }, {}],
  ] as const)('names an invariant from %j to %j', (was, now) => {
    expect(
      loosenedBy(
        { invariants: { a: was } },
        now ? { invariants: { a: now } } : null,
      ),
    ).toEqual(['a']);
  });

  it.each([
    [{ limit: 5 }, { limit: 4 }],
    [{ mode: 'warn' }, { mode: 'block' }],
    [{ limit: false }, {}],
  ] as const)('names none from %j to %j', (was, now) => {
    expect(
      loosenedBy({ invariants: { a: was } }, { invariants: { a: now } }),
    ).toEqual([]);
  });

  it('names conditions that are gone, other, weaker or open to an override', () => {
    const before = { conditions: [condition] };
    for (const conditions of [
      [],
      [{ ...condition, expression: 'true' }],
      [{ ...condition, mode: 'warn' as const }],
      [{ ...condition, required_override: 'senior_sre_approval' as const }],
    ]) {
      expect(loosenedBy(before, { conditions })).toEqual(['small']);
    }
    expect(
      loosenedBy(before, { conditions: [{ ...condition, message: 'Other.' }] }),
    ).toEqual([]);
  });

  it('names longer overrides and shorter reasons', () => {
    const before = { overrides: { max_hours: 8, min_reason_length: 30 } };
    expect(
      loosenedBy(before, {
        overrides: { max_hours: 9, min_reason_length: 29 },
      }),
    ).toEqual(['overrides.max_hours', 'overrides.min_reason_length']);
    expect(loosenedBy(before, null)).toHaveLength(2);
    expect(loosenedBy(before, before)).toEqual([]);
  });
});

import { exampleFacts } from '../../__testUtils__/guardFacts';
import { auditTrailRequired } from './auditTrailRequired';

describe('audit_trail_required', () => {
  it.each([
    [true, true],
    [false, false],
    [null, false],
  ])('intact: %s, holds: %s', (value, ok) => {
    const facts = exampleFacts({ audit_trail: { value, source: 'log' } });
    expect(auditTrailRequired.check(facts, true).ok).toBe(ok);
    expect(auditTrailRequired.hard).toBe(true);
  });

  it.each([
    [{ value: false }, 'its end does not match its head', 'audit_broken', {}],
    [
      { value: null, unknown_reason: 'it is away' },
      'it is away',
      'audit_unknown',
      { reason: 'it is away' },
    ],
  ])('refuses in any language: %j', (trail, because, code, values) => {
    const facts = exampleFacts({ audit_trail: { ...trail, source: 'log' } });
    expect(auditTrailRequired.check(facts, true)).toMatchObject({
      message: `The audit log cannot be relied on: ${because}. Run the audit verification.`,
      message_coded: [{ code: `invariant.${code}`, values }],
    });
  });
});

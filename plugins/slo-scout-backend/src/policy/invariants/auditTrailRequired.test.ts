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
});

import fc from 'fast-check';
import { namePart, objectName } from './objectName';

const texts = fc.string({ unit: 'binary' });

describe('objectName', () => {
  it.each([
    ['payments-api', 'payments-api'],
    ['a'.repeat(50), 'a'.repeat(50)],
    ['7', '7'],
  ])('keeps %s', (text, part) => {
    expect(namePart(text)).toBe(part);
  });

  it.each([
    ['payments_api', /^payments-api-[0-9a-f]{10}$/],
    ['Payments-API', /^payments-api-[0-9a-f]{10}$/],
    ['payments.api', /^payments-api-[0-9a-f]{10}$/],
    ['a--b', /^a-b-[0-9a-f]{10}$/],
    ['-a', /^a-[0-9a-f]{10}$/],
    [`${'a'.repeat(38)}-${'b'.repeat(20)}`, /^a{38}-[0-9a-f]{10}$/],
    ['支払い', /^[0-9a-f]{10}$/],
    ['', /^[0-9a-f]{10}$/],
  ])('changes %j and says so by its hash', (text, pattern) => {
    expect(namePart(text)).toMatch(pattern);
  });

  it('is a name to Kubernetes, and one of its own, for any parts', () => {
    const part = fc.oneof(
      texts,
      fc.stringMatching(/^[a-zA-Z0-9_.-]{1,80}$/),
      fc.constantFrom('a', 'a-b', 'A', 'a.b', 'a_b', 'b', 'b.c', 'c'),
    );
    const parts = fc.tuple(part, part);
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const name = objectName(...one, 'dashboard');
        expect(name).toMatch(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
        expect(name).not.toMatch(/\.[.-]|-\./);
        expect(name.length).toBeLessThanOrEqual(147);
        const same = one[0] === other[0] && one[1] === other[1];
        expect(name === objectName(...other, 'dashboard')).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });
});

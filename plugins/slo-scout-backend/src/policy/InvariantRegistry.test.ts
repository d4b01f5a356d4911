import { InvariantRegistry } from './InvariantRegistry';
import type { CustomInvariant } from './invariants';

const custom = (id: string): CustomInvariant => ({
  id,
  defaults: { mode: 'warn', limit: true },
  required_override: null,
  check: () => ({ ok: true, measured: true, source: '', message: '' }),
});

describe('InvariantRegistry', () => {
  it('knows the invariants of modules beside its own', () => {
    const registry = new InvariantRegistry([custom('payments.reviewed')]);
    expect(registry.all().at(-1)?.id).toBe('payments.reviewed');
    expect(registry.get('approval_required')?.hard).toBe(true);
  });

  it.each([
    ['a taken id', [custom('approval_required')], 'already'],
    ['an id twice', [custom('a.b'), custom('a.b')], 'already'],
    ['an ill-formed id', [custom('A b')], 'joined by dots'],
  ])('refuses %s', (_, invariants, reason) => {
    expect(() => new InvariantRegistry(invariants)).toThrow(reason);
  });
});

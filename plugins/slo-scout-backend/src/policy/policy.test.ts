import { mockServices } from '@backstage/backend-test-utils';
import { readPolicies } from './policy';

const policies = (environments: Record<string, unknown>) =>
  readPolicies(
    mockServices.rootConfig({
      data: { sloScout: { policy: { environments } } } as never,
    }),
  );

describe('readPolicies', () => {
  it('has the thresholds and modes of the spec where nothing is configured', () => {
    expect(readPolicies(mockServices.rootConfig())('production')).toEqual({
      'blast_radius.services': { mode: 'block', limit: 10 },
      'blast_radius.traffic_percent': { mode: 'block', limit: 20 },
      'blast_radius.cost_impact_usd': { mode: 'warn', limit: 100 },
      approval_required: { mode: 'block', limit: true },
      audit_trail_required: { mode: 'block', limit: true },
      dry_run_conclusive: { mode: 'warn', limit: true },
    });
  });

  it('reads an environment, and gives all others the default', () => {
    const policyOf = policies({
      default: { invariants: { dry_run_conclusive: { mode: 'block' } } },
      staging: { invariants: { 'blast_radius.services': { limit: 50 } } },
    });
    expect(policyOf('staging')['blast_radius.services'].limit).toBe(50);
    expect(policyOf('staging').dry_run_conclusive.mode).toBe('warn');
    expect(policyOf('production').dry_run_conclusive.mode).toBe('block');
  });

  it.each([
    ['an unknown invariant', { 'blast_radius.moon': {} }, 'unknown invariant'],
    [
      'an unknown mode',
      { dry_run_conclusive: { mode: 'maybe' } },
      'mode must be block or warn',
    ],
    [
      'a limit of another type',
      { 'blast_radius.services': { limit: 'ten' } },
      'limit must be a number',
    ],
    [
      'a negative limit',
      { 'blast_radius.services': { limit: -1 } },
      'limit must be a number',
    ],
    [
      'a softened hard requirement',
      { approval_required: { mode: 'warn' } },
      'hard requirement',
    ],
    [
      'a hard requirement switched off',
      { audit_trail_required: { limit: false } },
      'hard requirement',
    ],
  ])('refuses %s', (_, invariants, reason) => {
    expect(() => policies({ production: { invariants } })).toThrow(reason);
  });
});

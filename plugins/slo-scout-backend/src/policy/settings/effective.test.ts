import type {
  PolicyRevision,
  PolicySettings,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { InvariantRegistry } from '../InvariantRegistry';
import { invariants } from '../invariants';
import { effectivePolicy } from './effective';

const registry = new InvariantRegistry();
const subject = {
  environment: 'production',
  entity_ref: 'component:default/payments-api',
};

function revision(
  settings: PolicySettings | null,
  change: Partial<PolicyRevision> = {},
): PolicyRevision {
  return {
    scope: { kind: 'global' },
    source: 'config',
    revision: 3,
    settings,
    settings_hash: 'hash',
    reason: '',
    changed_by: 'config',
    changed_at: '2026-11-24T12:00:00.000Z',
    ...change,
  };
}

const environment = {
  scope: { kind: 'environment', name: 'production' },
  source: 'portal',
  revision: 7,
} as const;

const of = (...revisions: PolicyRevision[]) => {
  const policy = effectivePolicy(subject, revisions, registry);
  return {
    policy,
    setting: (id: string) => policy.invariants.find(i => i.invariant === id)!,
  };
};

describe('effectivePolicy', () => {
  it('has the thresholds and modes of the spec where no policy says anything', () => {
    const { policy } = of();
    expect(
      policy.invariants.map(i => [i.invariant, i.mode, i.limit, i.hard]),
    ).toEqual([
      ['blast_radius.services', 'block', 10, false],
      ['blast_radius.traffic_percent', 'block', 20, false],
      ['blast_radius.cost_impact_usd', 'warn', 100, false],
      ['approval_required', 'block', true, true],
      ['audit_trail_required', 'block', true, true],
      ['dry_run_conclusive', 'warn', true, false],
      ['separation_of_duties', 'block', false, false],
    ]);
    expect(policy.overrides).toMatchObject({
      max_hours: 24,
      min_reason_length: 20,
      max_hours_from: { source: 'default' },
    });
    expect(policy.policies).toEqual([]);
  });

  it('takes of each setting the strictest, and says whose it is', () => {
    const { policy, setting } = of(
      revision({
        invariants: {
          'blast_radius.services': { limit: 5 },
          dry_run_conclusive: { mode: 'block' },
          separation_of_duties: { limit: false },
        },
        overrides: { max_hours: 48, min_reason_length: 10 },
      }),
      revision(
        {
          invariants: {
            'blast_radius.services': { mode: 'warn', limit: 50 },
            dry_run_conclusive: { mode: 'warn' },
            separation_of_duties: { limit: true },
          },
          overrides: { max_hours: 72, min_reason_length: 30 },
        },
        environment,
      ),
    );
    expect(setting('blast_radius.services')).toMatchObject({
      mode: 'warn',
      mode_from: environment,
      limit: 5,
      limit_from: { source: 'config', scope: { kind: 'global' }, revision: 3 },
    });
    expect(setting('dry_run_conclusive').mode).toBe('block');
    expect(setting('separation_of_duties').limit).toBe(true);
    expect(policy.overrides).toMatchObject({
      max_hours: 48,
      min_reason_length: 30,
      min_reason_length_from: environment,
    });
    expect(policy.policies.map(p => p.revision)).toEqual([3, 7]);
  });

  it('lets a policy be laxer than the default of the plugin', () => {
    const { setting } = of(
      revision({ invariants: { 'blast_radius.services': { limit: 50 } } }),
    );
    expect(setting('blast_radius.services').limit).toBe(50);
  });

  it('keeps the conditions of all policies', () => {
    const condition = (id: string) => ({
      id,
      expression: 'true',
      message: 'No.',
      mode: 'warn' as const,
    });
    const { policy } = of(
      revision({ conditions: [condition('a')] }),
      revision({ conditions: [condition('b')] }, environment),
    );
    expect(policy.conditions).toEqual([
      {
        ...condition('a'),
        from: { source: 'config', scope: { kind: 'global' }, revision: 3 },
      },
      { ...condition('b'), from: environment },
    ]);
  });

  it('does not forget an invariant that no module adds any more', () => {
    const { setting } = of(
      revision({ invariants: { 'payments.reviewed': { limit: true } } }),
    );
    expect(setting('payments.reviewed')).toMatchObject({
      mode: 'block',
      limit: true,
      required_override: null,
    });
  });

  it('does not let a policy soften what became hard since', () => {
    const [hard] = invariants.filter(i => i.hard);
    const { setting } = of(
      revision({ invariants: { [hard.id]: { mode: 'warn', limit: false } } }),
    );
    expect(setting(hard.id)).toMatchObject({ mode: 'block', limit: true });
  });

  it('says by its hash whether anything that judges has changed', () => {
    const hash = (settings: PolicySettings, number: number) =>
      of(revision(settings, { revision: number })).policy.policy_hash;
    const five = { invariants: { 'blast_radius.services': { limit: 5 } } };
    const six = { invariants: { 'blast_radius.services': { limit: 6 } } };
    expect(hash(five, 1)).toBe(hash(five, 2));
    expect(hash(five, 1)).not.toBe(hash(six, 1));
  });
});

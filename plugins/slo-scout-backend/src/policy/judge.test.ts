import { exampleBlastRadius, exampleFacts } from '../__testUtils__/guardFacts';
import type {
  EffectivePolicy,
  PolicyFacts,
  PolicySettings,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { InvariantRegistry } from './InvariantRegistry';
import { judge as judgeWith, violationsOf } from './judge';
import { effectivePolicy } from './settings/effective';

const registry = new InvariantRegistry([
  {
    id: 'payments.freeze',
    defaults: { mode: 'block', limit: false },
    required_override: 'vp_engineering_approval',
    check: () => {
      throw new Error('the calendar is torn');
    },
  },
]);

function policyOf(settings: PolicySettings): EffectivePolicy {
  const revision = {
    scope: { kind: 'global' },
    source: 'config',
    revision: 1,
    settings,
    settings_hash: '',
    reason: '',
    changed_by: 'config',
    changed_at: '',
  } as const;
  return effectivePolicy({ environment: 'production' }, [revision], registry);
}

const policy = policyOf({});
const judge = (by: EffectivePolicy, facts: PolicyFacts) =>
  judgeWith(by, facts, registry);

describe('judge', () => {
  it('answers every invariant, in the order of the spec', () => {
    const results = judge(policy, exampleFacts());
    expect(results.map(result => result.invariant)).toEqual([
      'blast_radius.services',
      'blast_radius.traffic_percent',
      'blast_radius.cost_impact_usd',
      'approval_required',
      'audit_trail_required',
      'dry_run_conclusive',
      'separation_of_duties',
      'payments.freeze',
    ]);
    expect(violationsOf(results)).toEqual([]);
    expect(results.at(-1)).toMatchObject({ message: 'No policy asks for it.' });
  });

  it('lists all violations, not only the first', () => {
    const results = judge(
      policy,
      exampleFacts({
        blast_radius: exampleBlastRadius({
          traffic_percent: { value: 42, source: 'PromQL' },
        }),
        approval: {
          given: false,
          by: ['user:default/author'],
          source: 'groups',
          reason: 'Not an SRE.',
        },
        audit_trail: { value: false, source: 'end of the log' },
      }),
    );
    expect(violationsOf(results).map(v => v.invariant)).toEqual([
      'blast_radius.traffic_percent',
      'approval_required',
      'audit_trail_required',
    ]);
  });

  it('lets a warning pass, and says it', () => {
    const results = judge(
      policy,
      exampleFacts({
        blast_radius: exampleBlastRadius({
          cost_impact_usd: { value: 101, source: 'list' },
        }),
      }),
    );
    expect(violationsOf(results)).toEqual([]);
    expect(results.find(r => !r.ok)).toMatchObject({
      invariant: 'blast_radius.cost_impact_usd',
      mode: 'warn',
    });
  });

  it('counts a check that throws as violated', () => {
    const facts = exampleFacts();
    Object.defineProperty(facts, 'blast_radius', {
      get: () => {
        throw new Error('measured by nobody');
      },
    });
    expect(violationsOf(judge(policy, facts))).toEqual([
      expect.objectContaining({ invariant: 'blast_radius.services' }),
      expect.objectContaining({ invariant: 'blast_radius.traffic_percent' }),
    ]);
  });

  it('judges conditions beside the invariants', () => {
    const condition = {
      id: 'only_small_bundles',
      expression: 'size(files) <= 1',
      message: 'Deploy one file at a time.',
      mode: 'block',
      required_override: 'senior_sre_approval',
    } as const;
    const results = judge(
      policyOf({ conditions: [condition] }),
      exampleFacts(),
    );
    expect(violationsOf(results)).toEqual([
      {
        invariant: 'only_small_bundles',
        mode: 'block',
        ok: false,
        limit: true,
        measured: false,
        source: 'size(files) <= 1',
        message: 'Deploy one file at a time.',
        required_override: 'senior_sre_approval',
      },
    ]);
  });

  it('counts invariants of modules as violated where they throw or are gone', () => {
    const results = judge(
      policyOf({
        invariants: {
          'payments.freeze': { limit: true },
          'payments.gone': { limit: true },
        },
      }),
      exampleFacts(),
    );
    expect(violationsOf(results)).toMatchObject([
      {
        invariant: 'payments.freeze',
        measured: null,
        message: expect.stringContaining('the calendar is torn'),
      },
      {
        invariant: 'payments.gone',
        message: expect.stringContaining('Install the module'),
      },
    ]);
  });
});

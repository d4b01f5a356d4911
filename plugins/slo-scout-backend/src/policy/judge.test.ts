import { exampleBlastRadius, exampleFacts } from '../__testUtils__/guardFacts';
import { mockServices } from '@backstage/backend-test-utils';
import { judge, violationsOf } from './judge';
import { readPolicies } from './policy';

const policy = readPolicies(mockServices.rootConfig())('production');

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
    ]);
    expect(violationsOf(results)).toEqual([]);
  });

  it('lists all violations, not only the first', () => {
    const results = judge(
      policy,
      exampleFacts({
        blastRadius: exampleBlastRadius({
          traffic_percent: { value: 42, source: 'PromQL' },
        }),
        approval: { given: false, source: 'groups', reason: 'Not an SRE.' },
        auditTrail: { value: false, source: 'end of the log' },
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
        blastRadius: exampleBlastRadius({
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
    Object.defineProperty(facts, 'blastRadius', {
      get: () => {
        throw new Error('measured by nobody');
      },
    });
    expect(violationsOf(judge(policy, facts))).toEqual([
      expect.objectContaining({ invariant: 'blast_radius.services' }),
      expect.objectContaining({ invariant: 'blast_radius.traffic_percent' }),
    ]);
  });
});

import type {
  InvariantResult,
  Override,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { applyOverride } from './applyOverride';

const result = (change: Partial<InvariantResult> = {}): InvariantResult => ({
  invariant: 'blast_radius.services',
  mode: 'block',
  ok: false,
  limit: 10,
  measured: 12,
  source: 'PromQL',
  message: 'Too many.',
  required_override: 'senior_sre_approval',
  ...change,
});

const override = {
  id: 'one',
  invariants: [
    {
      invariant: 'blast_radius.services',
      required_override: 'senior_sre_approval',
    },
    {
      invariant: 'approval_required',
      required_override: 'senior_sre_approval',
    },
  ],
} as Override;

describe('applyOverride', () => {
  it('marks the violation that it names', () => {
    expect(applyOverride([result()], override)).toEqual([
      result({ overridden_by: 'one' }),
    ]);
  });

  it.each([
    ['another invariant', { invariant: 'blast_radius.traffic_percent' }],
    ['one that holds', { ok: true }],
    ['a warning', { mode: 'warn' as const }],
    [
      'one that another role must permit now',
      { required_override: 'vp_engineering_approval' as const },
    ],
    [
      'a hard requirement, whatever it says',
      { invariant: 'approval_required', required_override: null },
    ],
  ])('leaves %s alone', (_, change) => {
    const results = [result(change)];
    expect(applyOverride(results, override)).toEqual(results);
  });

  it('changes nothing without an override', () => {
    expect(applyOverride([result()], undefined)).toEqual([result()]);
  });
});

import {
  exampleBlastRadius,
  exampleFacts,
} from '../../__testUtils__/guardFacts';
import { costImpactUsd } from './costImpactUsd';

describe('blast_radius.cost_impact_usd', () => {
  it('compares dollars a day', () => {
    const facts = exampleFacts({
      blast_radius: exampleBlastRadius({
        cost_impact_usd: { value: 100.4, source: 'list' },
      }),
    });
    expect(costImpactUsd.check(facts, 100)).toMatchObject({
      ok: false,
      message:
        'Cost of the rules: 100.4 USD a day; at most 100 USD a day is allowed.',
    });
    expect(costImpactUsd.check(facts, 101).ok).toBe(true);
  });

  it('says that it is unpriced without a price list', () => {
    const facts = exampleFacts({
      blast_radius: exampleBlastRadius({
        cost_impact_usd: {
          value: null,
          source: '12 samples a day',
          unknown_reason: 'unpriced: no price list is configured',
        },
      }),
    });
    expect(costImpactUsd.check(facts, 100)).toMatchObject({
      ok: false,
      measured: null,
      message: expect.stringContaining('unpriced'),
    });
  });
});

import {
  exampleBlastRadius,
  exampleFacts,
} from '../../__testUtils__/guardFacts';
import { trafficPercent } from './trafficPercent';

const share = (value: number | null) =>
  exampleFacts({
    blast_radius: exampleBlastRadius({
      traffic_percent: { value, source: '100 * a / b' },
    }),
  });

describe('blast_radius.traffic_percent', () => {
  it.each([
    [0, true],
    [20, true],
    [20.001, false],
  ])('%d %% of 20 %%: %s', (value, ok) => {
    expect(trafficPercent.check(share(value), 20)).toMatchObject({
      ok,
      measured: value,
      source: '100 * a / b',
    });
  });

  it('says more digits where fewer would read like the limit', () => {
    expect(trafficPercent.check(share(20.001), 20)).toMatchObject({
      message: 'Share of all traffic: 20.001 %; at most 20 % is allowed.',
      message_coded: [
        { code: 'invariant.traffic', values: { measured: 20.001, limit: 20 } },
      ],
    });
    expect(trafficPercent.check(share(42.123456), 20)).toMatchObject({
      message: expect.stringContaining(': 42.12 %;'),
    });
  });

  it('does not hold where it could not be measured', () => {
    expect(trafficPercent.check(share(null), 20).ok).toBe(false);
  });
});

import {
  checkoutLatency,
  paymentRatio,
  slo,
} from '../__fixtures__/paymentsApi';
import { burnRatePairs, hoursToExhaustion } from './burnRates';

const pairsOf = (objective: number, window: string) =>
  burnRatePairs(slo({ name: 'x', sli: paymentRatio, objective, window }));

describe('burnRatePairs', () => {
  it.each([
    [
      '30d',
      0.999,
      ['14.4', '6', '3', '1'],
      ['0.0144', '0.006', '0.003', '0.001'],
    ],
    [
      '28d',
      0.99,
      ['13.44', '5.6', '2.8', '1'],
      ['0.1344', '0.056', '0.028', '0.01'],
    ],
    [
      '31d',
      0.95,
      ['14.88', '6.2', '3.1', '1.0333'],
      ['0.744', '0.31', '0.155', '0.051665'],
    ],
    ['90d', 0.99, ['43.2', '18', '9', '3'], ['0.432', '0.18', '0.09', '0.03']],
    ['7d', 0.99, ['3.36', '1.4', '1'], ['0.0336', '0.014', '0.01']],
    ['3d', 0.99, ['1.44', '1'], ['0.0144', '0.01']],
  ])('%s at %d burns at %j', (window, objective, factors, thresholds) => {
    const { pairs, notes } = pairsOf(objective, window);
    expect(pairs.map(pair => String(pair.factor))).toEqual(factors);
    expect(pairs.map(pair => String(pair.threshold))).toEqual(thresholds);
    expect(pairs.length + notes.length).toBe(4);
  });

  it('never warns of a budget that will last, nor twice of the same', () => {
    expect(pairsOf(0.99, '3d').notes).toEqual([
      'x: no alert over 1d, because the one over 6h already fires as soon as the budget burns faster than the objective allows.',
      'x: no alert over 3d, because the one over 6h already fires as soon as the budget burns faster than the objective allows.',
    ]);
  });

  it('leaves out what can never fire, and says so', () => {
    const { pairs, notes } = pairsOf(0.9, '30d');
    expect(pairs.map(pair => pair.long)).toEqual(['6h', '1d', '3d']);
    expect(notes).toEqual([
      'x: no alert over 1h, because it could never fire: burning the budget 14.4 times as fast as allowed would take more errors than there are events.',
    ]);
  });

  it('wants as many events as make a single failure no reason to fire', () => {
    const { pairs } = pairsOf(0.999, '30d');
    expect(pairs.map(pair => pair.minimumEvents)).toEqual([70, 167, 334, 1000]);
    for (const { minimumEvents, threshold } of pairs) {
      expect(1 / minimumEvents).toBeLessThanOrEqual(threshold.toNumber());
    }
  });

  it('takes half of the evaluations for enough, where the rest could never come', () => {
    const strict = slo({
      name: 'x',
      sli: checkoutLatency,
      objective: 0.99999,
    });
    expect(burnRatePairs(strict).pairs.map(p => p.minimumEvents)).toEqual([
      60, 360, 1440, 4320,
    ]);
  });

  it('says when the budget will be gone', () => {
    const { pairs } = pairsOf(0.999, '30d');
    expect(pairs.map(pair => hoursToExhaustion(pair, '30d'))).toEqual([
      '50 hours',
      '5 days',
      '10 days',
      '30 days',
    ]);
  });
});

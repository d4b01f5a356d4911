import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { PrometheusClient } from '../../prometheus/types';
import { addedRules, measureCost } from './newSeries';

const file = (interval: string, ...records: string[]) =>
  ({
    type: 'recording_rule',
    content: `groups:
  - name: a
    interval: ${interval}
    rules:
${records
  .map(
    record => `      - record: ${record}
        expr: vector(1)
        labels: { slo: a }
`,
  )
  .join('')}`,
  } as Artifact);

const answering = (series: number): PrometheusClient => ({
  name: 'test',
  url: 'http://localhost',
  version: async () => '2.42.0',
  facts: async () => ({}),
  queryRange: async () => [],
  query: async () => [{ metric: {}, time: 0, value: series }],
  labelNames: async () => ({ values: [], complete: true }),
  labelValues: async () => ({ values: [], complete: true }),
  rules: async () => [],
});

describe('addedRules', () => {
  it('leaves out what is deployed', () => {
    const added = addedRules([file('30s', 'a', 'b')], [file('1m', 'a')]);
    expect(added).toEqual([
      { record: 'b', expr: 'vector(1)', labels: { slo: 'a' }, interval: 30 },
    ]);
  });
});

describe('measureCost', () => {
  const rules = addedRules([file('30s', 'a', 'b')], []);
  const plain = (rule: { expr: string }) => rule.expr;

  it('prices samples: series × 86,400 / interval', async () => {
    const cost = await measureCost(answering(3), rules, plain, {
      name: 'list',
      date: '2026-01-01',
      usdPerMillionSamples: 1000,
    });
    expect(cost.series.value).toBe(6);
    expect(cost.usd).toEqual({
      value: ((6 * 86_400) / 30 / 1e6) * 1000,
      source: '17280 samples a day, list of 2026-01-01',
    });
  });

  it('is unpriced without a price list', async () => {
    const cost = await measureCost(answering(3), rules, plain, undefined);
    expect(cost.series.value).toBe(6);
    expect(cost.usd).toMatchObject({
      value: null,
      unknown_reason: expect.stringContaining('unpriced'),
    });
  });

  it('is unknown without Prometheus, or where it fails', async () => {
    const away = await measureCost(undefined, rules, plain, undefined);
    expect(away.series.value).toBeNull();
    const failing = {
      ...answering(0),
      query: async () => {
        throw new Error('connection refused');
      },
    };
    const failed = await measureCost(failing, rules, plain, undefined);
    expect(failed.usd).toMatchObject({
      value: null,
      unknown_reason: 'connection refused',
    });
  });
});

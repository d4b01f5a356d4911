import { RememberedHistory } from './RememberedHistory';
import type { ServerFacts } from './serverFacts';
import type { RangeRequest, RangeSeries } from './types';

/** A Prometheus whose every tick has the tick's time as its value. */
function clock() {
  const asked: RangeRequest[] = [];
  return {
    asked,
    client: {
      name: 'clock',
      facts: async () => ({ version: '3.0.0' }),
      queryRange: async (
        expr: string,
        range: RangeRequest,
      ): Promise<RangeSeries[]> => {
        asked.push(range);
        if (expr === 'broken' && asked.length === 1) throw new Error('cut off');
        const count = Math.floor((range.end - range.start) / range.step) + 1;
        const times = Float64Array.from(
          { length: count },
          (_, i) => range.start + i * range.step,
        );
        return [{ metric: { expr }, times, values: times.slice() }];
      },
    },
  };
}

const times = (series: RangeSeries[]) => Array.from(series[0].times);

describe('RememberedHistory', () => {
  it('asks again what it is where nothing was answered', async () => {
    const answers: ServerFacts[] = [{}, { version: '3.0.0' }, { version: '4' }];
    const history = new RememberedHistory({
      ...clock().client,
      facts: async () => answers.shift()!,
    });
    expect(await history.facts()).toEqual({});
    expect(await history.facts()).toEqual({ version: '3.0.0' });
    expect(await history.facts()).toEqual({ version: '3.0.0' });
  });

  it('asks for each stretch once, whatever part of it is wanted', async () => {
    const { client, asked } = clock();
    const history = new RememberedHistory(client);
    const ask = (start: number, end: number) =>
      history.queryRange('x', { start, end, step: 10 });
    expect(times(await ask(100, 130))).toEqual([100, 110, 120, 130]);
    expect(times(await ask(110, 120))).toEqual([110, 120]);
    expect(history.asked).toBe(1);
    // Only what is missing, on either side.
    expect(times(await ask(80, 150))).toEqual([
      80, 90, 100, 110, 120, 130, 140, 150,
    ]);
    expect(asked.slice(1).map(({ start, end }) => [start, end])).toEqual([
      [80, 90],
      [140, 150],
    ]);
    expect(times(await ask(80, 150))).toHaveLength(8);
    expect(history.asked).toBe(3);
  });

  it('asks further back than is wanted, where somebody may want it next', async () => {
    const { client, asked } = clock();
    const history = new RememberedHistory(client, { margin: 25 });
    const ask = (start: number) =>
      history.queryRange('x', { start, end: 130, step: 10 });
    expect(times(await ask(100))).toEqual([100, 110, 120, 130]);
    expect(times(await ask(80))).toHaveLength(6);
    expect(asked.map(({ start, end }) => [start, end])).toEqual([[80, 130]]);
    expect(times(await ask(70))).toHaveLength(7);
    expect(asked.slice(1).map(({ start, end }) => [start, end])).toEqual([
      [50, 70],
    ]);
  });

  it('does not mix grids or queries', async () => {
    const history = new RememberedHistory(clock().client);
    await history.queryRange('x', { start: 100, end: 130, step: 10 });
    await history.queryRange('x', { start: 105, end: 125, step: 10 });
    await history.queryRange('x', { start: 100, end: 130, step: 5 });
    await history.queryRange('y', { start: 100, end: 130, step: 10 });
    expect(history.asked).toBe(4);
  });

  it('lets two that ask at once share one answer', async () => {
    const history = new RememberedHistory(clock().client);
    const range = { start: 100, end: 130, step: 10 };
    const both = await Promise.all([
      history.queryRange('x', range),
      history.queryRange('x', range),
    ]);
    expect(both.map(times)).toEqual([
      [100, 110, 120, 130],
      [100, 110, 120, 130],
    ]);
    expect(history.asked).toBe(1);
  });

  it('asks again for what failed', async () => {
    const history = new RememberedHistory(clock().client);
    const range = { start: 100, end: 130, step: 10 };
    await expect(history.queryRange('broken', range)).rejects.toThrow(
      'cut off',
    );
    expect(times(await history.queryRange('broken', range))).toHaveLength(4);
  });

  it('holds no more than it may, and says what to do', async () => {
    const history = new RememberedHistory(clock().client, { mostSamples: 5 });
    await history.queryRange('x', { start: 100, end: 130, step: 10 });
    await expect(
      history.queryRange('y', { start: 100, end: 130, step: 10 }),
    ).rejects.toThrow('Aggregate its queries to fewer series.');
  });
});

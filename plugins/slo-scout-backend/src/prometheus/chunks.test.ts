import fc from 'fast-check';
import { joinChunks, labelKey, splitRange } from './chunks';

describe('splitRange', () => {
  it('asks for every tick once, whatever the range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (first, ticks, step, maxPoints) => {
          const start = first * step;
          // An end between two ticks is not a tick.
          const end = start + ticks * step + (step > 1 ? step - 1 : 0);
          const chunks = splitRange({ start, end, step }, maxPoints);
          const asked = chunks.flatMap(chunk => {
            const times: number[] = [];
            for (let t = chunk.start; t <= chunk.end; t += step) times.push(t);
            expect(times.length).toBeLessThanOrEqual(maxPoints);
            return times;
          });
          expect(asked).toEqual(
            Array.from({ length: ticks + 1 }, (_, i) => start + i * step),
          );
        },
      ),
    );
  });

  it.each([
    { start: 10, end: 0, step: 1 },
    { start: 0, end: 10, step: 0 },
    { start: 0, end: NaN, step: 1 },
  ])('refuses $start..$end by $step', range => {
    expect(() => splitRange(range)).toThrow('A range query needs');
  });
});

describe('joinChunks', () => {
  const series = (
    metric: Record<string, string>,
    ...points: Array<[number, number]>
  ) => ({
    metric,
    times: Float64Array.from(points, ([time]) => time),
    values: Float64Array.from(points, ([, value]) => value),
  });

  it('joins series by their labels, in whatever order these come', () => {
    expect(
      joinChunks([
        [series({ a: '1', b: '2' }, [0, 1]), series({ a: '2' }, [0, 5])],
        [series({ b: '2', a: '1' }, [60, 2])],
      ]),
    ).toEqual([
      series({ a: '1', b: '2' }, [0, 1], [60, 2]),
      series({ a: '2' }, [0, 5]),
    ]);
  });

  it('does not mistake one label set for another', () => {
    expect(labelKey({ a: '1","b":"2' })).not.toBe(labelKey({ a: '1', b: '2' }));
  });
});

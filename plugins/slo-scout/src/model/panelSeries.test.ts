import {
  lastValue,
  seriesRows,
  thresholdOf,
  valueAt,
  withGaps,
  type SeriesPoint,
} from './panelSeries';

it('leaves a gap where samples are missing', () => {
  const points: SeriesPoint[] = [
    [0, 1],
    [15, 2],
    [60, 3],
  ];
  expect(withGaps(points, 15)).toEqual([
    [0, 1],
    [15, 2],
    [30, null],
    [60, 3],
  ]);
  expect(withGaps([], 15)).toEqual([]);
});

it('reads the last value that there is', () => {
  expect(
    lastValue([
      [0, 1],
      [15, null],
    ]),
  ).toBe(1);
  expect(lastValue([])).toBeNull();
});

it('reads the nearest sample, and none that is far', () => {
  const points: SeriesPoint[] = [
    [100, 1],
    [115, 2],
    [200, null],
  ];
  expect(valueAt(points, 112, 15)).toBe(2);
  expect(valueAt(points, 140, 15)).toBeNull();
  expect(valueAt(points, 199, 15)).toBeNull();
  expect(valueAt([], 199, 15)).toBeNull();
});

it('knows which threshold a value has reached', () => {
  const steps = [
    { value: 0.5, color: 'green' },
    { value: null, color: 'red' },
    { value: 0.1, color: 'orange' },
  ];
  const colour = (value: number) => thresholdOf(value, steps)?.color;
  expect([-1, 0.1, 0.49, 0.5, 2].map(colour)).toEqual([
    'red',
    'orange',
    'orange',
    'green',
    'green',
  ]);
  expect(thresholdOf(1, [])).toBeUndefined();
});

it('has a row for each time, newest first', () => {
  const labels = {};
  expect(
    seriesRows([
      { name: 'a', labels, points: [[1, 10]] },
      {
        ...{ name: 'b', labels },
        points: [
          [1, 20],
          [2, null],
        ],
      },
    ]),
  ).toEqual([
    { time: 2, values: [null, null] },
    { time: 1, values: [10, 20] },
  ]);
});

import { timeRange } from './timeRange';

it('says times of any offset as entries are stored', () => {
  expect(
    timeRange({
      from: '2026-11-23T12:00:00+02:00',
      to: '2026-11-23T10:00:01Z',
    }),
  ).toEqual({
    from: '2026-11-23T10:00:00.000Z',
    to: '2026-11-23T10:00:01.000Z',
  });
  expect(timeRange({})).toEqual({});
});

it.each([
  ['a day that is none', { from: '2026-02-31T00:00:00Z' }],
  ['an hour that is none', { to: '2026-02-21T25:00:00Z' }],
  [
    'a year past four digits by its offset',
    { to: '9999-12-31T23:30:00-01:00' },
  ],
])('refuses %s', (_, ends) => {
  expect(() => timeRange(ends)).toThrow('must be a time in RFC 3339');
});

it('refuses a range without an instant in it', () => {
  const noon = '2026-11-23T12:00:00Z';
  expect(() => timeRange({ from: noon, to: noon })).toThrow(
    'to must be later than from',
  );
});

import { aMeasurement, aSlo } from '../__testUtils__/fixtures';
import { standings } from './standing';

it('never calls healthy what nobody measured', () => {
  expect(standings([aSlo()], [])).toMatchObject([
    { state: 'unknown', parts: 0 },
  ]);
  const empty = aMeasurement({ since: null, days: [], budget_left: 1 });
  expect(standings([aSlo()], [empty])).toMatchObject([{ state: 'unknown' }]);
});

it('puts the worst first, of equals the one with less left', () => {
  const left = (name: string, budget_left: number | null, burn_rate_1h = 0) =>
    aMeasurement({ slo_id: `slo-${name}`, budget_left, burn_rate_1h });
  const names = ['calm', 'spent', 'silent', 'fast', 'calmer', 'worse', 'mute'];
  const all = standings(
    names.map(name => aSlo({ name })),
    [
      left('calm', 0.4),
      left('calmer', 0.9),
      left('spent', -0.2),
      left('worse', -3),
      left('fast', 0.8, 14),
      left('silent', null),
    ],
  );
  expect(all.map(({ slo }) => slo.name)).toEqual([
    ...['worse', 'spent', 'fast', 'mute', 'silent', 'calm', 'calmer'],
  ]);
});

it('judges a grouped SLO by its worst part', () => {
  const part = (region: string, budget_left: number) =>
    aMeasurement({ labels: { region }, budget_left, burn_rate_1h: 0 });
  expect(
    standings([aSlo()], [part('us', 0.9), part('eu', -1), part('ap', 0.1)]),
  ).toMatchObject([
    { state: 'overspent', parts: 3, measured: { labels: { region: 'eu' } } },
  ]);
});

it('leaves out drafts and retired ones', () => {
  const slos = [aSlo({ status: 'draft' }), aSlo({ status: 'retired' })];
  expect(standings(slos, [aMeasurement()])).toEqual([]);
});

it('leaves out a part without data for longer than the window', () => {
  const days = aMeasurement().days.slice(0, 1);
  expect(days).toHaveLength(1);
  const gone = { since: null, budget_left: null, burn_rate_1h: null, days };
  expect(
    standings(
      [aSlo()],
      [
        aMeasurement({ labels: { region: 'us' }, burn_rate_1h: 0 }),
        aMeasurement({ labels: { region: 'eu' }, ...gone }),
      ],
    ),
  ).toMatchObject([
    { state: 'healthy', parts: 1, measured: { labels: { region: 'us' } } },
  ]);
});

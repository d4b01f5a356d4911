import { aLatencySlo, aSlo } from '../__testUtils__/fixtures';
import { answerWhatIf } from '../__testUtils__/replays';
import { changesOf, direction, numbersOf } from './whatIfNumbers';

it('reads the numbers of an SLO', () => {
  expect(numbersOf(aSlo())).toEqual({
    objective: 0.999,
    window: '30d',
    threshold: undefined,
    alertMinutes: 5,
  });
  expect(numbersOf(aLatencySlo({ alert_for: '1h' }))).toMatchObject({
    threshold: 0.2,
    alertMinutes: 60,
  });
});

it('asks for what differs only', () => {
  const present = numbersOf(aLatencySlo());
  expect(changesOf(present, present)).toEqual({});
  expect(
    changesOf(present, { ...present, threshold: 0.3, alertMinutes: 10 }),
  ).toEqual({ threshold: 0.3, alert_for: '10m' });
  expect(
    changesOf(present, { ...present, objective: 0.9, window: '7d' }),
  ).toEqual({ objective: 0.9, window: '7d' });
});

it('says whether people would be alerted less', () => {
  const answer = (objective: number) => answerWhatIf(aSlo(), { objective }, 0);
  expect(direction(answer(0.999), answer(0.99))).toBe('fewer');
  expect(direction(answer(0.99), answer(0.999))).toBe('more');
  expect(direction(answer(0.999), answer(0.999))).toBe('same');
  const unknown = answer(0.999);
  const inconclusive = {
    ...unknown,
    result: { ...unknown.result, verdict: 'inconclusive' as const },
  };
  expect(direction(inconclusive, inconclusive)).toBe('incomparable');
});

import { ErrorBudget } from './ErrorBudget';

const HOUR = 3600;

/** Cells of a minute; a hundred events each, of which so many are bad. */
function budget(bad: number[], periodSeconds = HOUR, events = 100) {
  return new ErrorBudget({
    start: 1000,
    cellSeconds: 60,
    bad: Float64Array.from(bad),
    total: new Float64Array(bad.length).fill(events),
    allowed: 0.1,
    periodSeconds,
  });
}

const minutes = (n: number) => 1000 + n * 60;
const hourWith = (from: number, to: number, bad: number) =>
  Array.from({ length: 60 }, (_, i) => (i >= from && i < to ? bad : 0));

describe('ErrorBudget', () => {
  it('burns by the share of the events that may be bad', () => {
    // 6000 events in the hour, of which 600 may be bad; 300 are.
    const of = budget(hourWith(20, 26, 50));
    expect(of.burnt(minutes(20), minutes(26))).toBeCloseTo(0.5);
    expect(of.burnt(minutes(20), minutes(60))).toBeCloseTo(0.5);
    expect(of.leftAt(minutes(60))).toBeCloseTo(0.5);
    expect(of.burnt(minutes(0), minutes(20))).toBe(0);
  });

  it('counts a part of a cell as a part of its events', () => {
    const of = budget(hourWith(59, 60, 60));
    expect(of.burnt(minutes(59), minutes(60))).toBeCloseTo(0.1);
    expect(of.burnt(minutes(59.5), minutes(60))).toBeCloseTo(0.05);
  });

  it('is overspent below zero', () => {
    expect(budget(hourWith(0, 60, 20)).leftAt(minutes(60))).toBeCloseTo(-1);
  });

  it('takes what there was for a whole period where history is short', () => {
    // An hour of a period of ten: 60,000 events, of which 6000 may be bad.
    const of = budget(hourWith(0, 30, 20), 10 * HOUR);
    expect(of.leftAt(minutes(60))).toBeCloseTo(0.9);
  });

  it('knows nothing where nothing was measured', () => {
    const of = budget(hourWith(0, 60, 0), HOUR, 0);
    expect(of.leftAt(minutes(60))).toBeUndefined();
    expect(of.burnt(minutes(0), minutes(60))).toBeUndefined();
  });

  it('tells when a breach began, over pauses', () => {
    const bad = hourWith(20, 26, 50);
    bad[30] = 50;
    bad[5] = 50;
    bad[6] = 10;
    const of = budget(bad);
    // Ten in a hundred are allowed, so minute 6 is no breach.
    expect(of.breachBefore(minutes(32), minutes(0))).toBe(minutes(5));
    expect(of.breachBefore(minutes(32), minutes(10))).toBe(minutes(20));
    expect(of.breachBefore(minutes(19), minutes(10))).toBeUndefined();
  });

  it('does not join breaches that are further apart than a quarter of an hour', () => {
    const bad = hourWith(40, 42, 50);
    bad[20] = 50;
    expect(budget(bad).breachBefore(minutes(41), minutes(0))).toBe(minutes(40));
  });
});

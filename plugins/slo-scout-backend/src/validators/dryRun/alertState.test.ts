import {
  AlertEvaluationError,
  AlertState,
  type AlertStateRule,
} from './alertState';

/** One evaluation a minute: `x` breaches, `.` does not, `!` is an evaluation that failed. */
function replay(rule: Partial<AlertStateRule>, ticks: string): string {
  const state = new AlertState({
    alert: 'A',
    labels: {},
    forSeconds: 0,
    keepFiringForSeconds: 0,
    ...rule,
  });
  const labels = { __name__: 'm' };
  [...ticks].forEach((tick, minute) => {
    if (tick === '!') return;
    state.evaluate(minute * 60, tick === 'x' ? [{ labels, value: 1 }] : []);
  });
  return state
    .finish((ticks.length - 1) * 60)
    .map(f => `${f.start / 60}-${f.end / 60}${f.open ? '…' : ''}`)
    .join(' ');
}

const minutes = (n: number) => n * 60;

describe('AlertState', () => {
  it.each([
    ['fires at once without for', 0, 0, '..xx..', '2-4'],
    ['fires when for has passed', 2, 0, '.xxxxx.', '3-6'],
    ['fires in the very tick in which for has passed', 2, 0, '.xxx.', '3-4'],
    ['forgets what was pending for too short', 2, 0, '.xx.xx.', ''],
    ['is still firing at the end', 1, 0, '..xxx', '3-4…'],
    ['resolves and fires again', 0, 0, 'x.x.', '0-1 2-3'],
    ['keeps firing', 0, 2, '.x....', '1-4'],
    [
      'resolves in the tick in which keep_firing_for has passed',
      0,
      1,
      '.x..',
      '1-3',
    ],
    ['keeps firing anew when seen again', 0, 2, '.x.x....', '1-6'],
    ['keeps nothing that was only pending', 2, 5, '.xx....', ''],
    ['keeps its state when an evaluation fails', 2, 0, '.x!!!x.', '5-6'],
    ['does not resolve when an evaluation fails', 0, 0, '.x!!x.', '1-5'],
  ])('%s', (_, forMinutes, keepMinutes, ticks, firings) => {
    expect(
      replay(
        {
          forSeconds: minutes(forMinutes),
          keepFiringForSeconds: minutes(keepMinutes),
        },
        ticks,
      ),
    ).toBe(firings);
  });

  const stateOf = (rule: Partial<AlertStateRule>) =>
    new AlertState({
      alert: 'A',
      labels: {},
      forSeconds: 0,
      keepFiringForSeconds: 0,
      ...rule,
    });

  it('knows alerts by their final labels', () => {
    const state = stateOf({ labels: { pod: 'any', gone: '' } });
    state.evaluate(0, [
      { labels: { __name__: 'm', pod: 'a', gone: '1', zone: 'z' }, value: 1 },
    ]);
    expect(state.finish(0)[0].labels).toEqual({
      alertname: 'A',
      pod: 'any',
      zone: 'z',
    });
  });

  it('refuses two results that become one alert', () => {
    const state = stateOf({ labels: { pod: 'any' } });
    expect(() =>
      state.evaluate(0, [
        { labels: { pod: 'a' }, value: 1 },
        { labels: { pod: 'b' }, value: 1 },
      ]),
    ).toThrow(AlertEvaluationError);
  });

  it('keeps its state when two results become one alert', () => {
    const state = stateOf({ labels: { pod: 'any' }, forSeconds: 60 });
    const one = { labels: { pod: 'a' }, value: 1 };
    state.evaluate(0, [one]);
    expect(() =>
      state.evaluate(60, [one, { labels: { pod: 'b' }, value: 1 }]),
    ).toThrow('same labelset');
    state.evaluate(120, [one]);
    expect(state.finish(120)).toMatchObject([{ activeAt: 0, start: 120 }]);
  });

  it('drops every alert when there are more than the limit', () => {
    const state = stateOf({ limit: 2, keepFiringForSeconds: 600 });
    const pods = (names: string) =>
      [...names].map(pod => ({ labels: { pod }, value: 1 }));
    state.evaluate(0, pods('ab'));
    expect(() => state.evaluate(60, pods('abc'))).toThrow(
      'exceeded limit of 2 with 3 alerts',
    );
    state.evaluate(120, pods('c'));
    expect(
      state.finish(180).map(f => [f.labels.pod, f.start, f.end, f.open]),
    ).toEqual([
      ['a', 0, 60, false],
      ['b', 0, 60, false],
      ['c', 120, 180, true],
    ]);
  });

  it('expands labels, and a value in a label makes a new alert', () => {
    const state = stateOf({
      labels: { where: '{{ $labels.pod }}/x', value: '{{ $value }}' },
    });
    const labels = { pod: 'a' };
    // As promtool prints them.
    const values = [1, 2e21, 1e6, 0.00001, 123456.789, Infinity, NaN];
    values.forEach((value, i) => state.evaluate(i * 60, [{ labels, value }]));
    expect(
      state.finish(420).map(f => [f.labels.where, f.labels.value]),
    ).toEqual(
      ['1', '2e+21', '1e+06', '1e-05', '123456.789', '+Inf', 'NaN'].map(
        value => ['a/x', value],
      ),
    );
  });

  it('remembers the largest value while firing', () => {
    const state = stateOf({ forSeconds: 60 });
    const labels = {};
    [9, 2, 5, 3].forEach((value, i) =>
      state.evaluate(i * 60, [{ labels, value }]),
    );
    expect(state.finish(180)).toMatchObject([{ start: 60, peak: 5 }]);
  });
});

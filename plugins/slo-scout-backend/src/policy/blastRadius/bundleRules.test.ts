import { exampleRuleFile } from './__testUtils__/ruleFiles';
import { changesOf, recordingsOf } from './bundleRules';
import { rawSelectors } from './rawSelectors';

const record = (name: string, expr: string) => ({ record: name, expr });
const alert = (name: string, expr: string) => ({ alert: name, expr });
const recordings = (...rules: object[]) =>
  exampleRuleFile('recording_rule', rules);
const alerts = (...rules: object[]) => exampleRuleFile('alert_rule', rules);

describe('changesOf', () => {
  it('tells what is added and what is replaced', () => {
    const changes = changesOf(
      [recordings(record('a', 'x'), record('b', 'y2'), record('d', 'z'))],
      [recordings(record('a', 'x'), record('b', 'y1'), record('c', 'z'))],
    );
    const names = (rules: Array<{ name: string; expr: string }>) =>
      rules.map(rule => `${rule.name}: ${rule.expr}`);
    expect(names(changes.added)).toEqual(['b: y2', 'd: z']);
    expect(names(changes.replaced)).toEqual(['b: y1', 'c: z']);
  });

  it('leaves files beside the bundle alone', () => {
    const beside = { ...recordings(record('c', 'z')), path: 'other.yaml' };
    const changes = changesOf([recordings(record('a', 'x'))], [beside]);
    expect(changes.replaced).toEqual([]);
    expect(changes.standing.map(rule => rule.name)).toEqual(['c']);
  });

  it('counts another interval as a change', () => {
    const changes = changesOf(
      [exampleRuleFile('recording_rule', [record('a', 'x')], '30s')],
      [exampleRuleFile('recording_rule', [record('a', 'x')], '1m')],
    );
    expect(changes.added).toMatchObject([{ name: 'a', interval: 30 }]);
    expect(changes.replaced).toMatchObject([{ name: 'a', interval: 60 }]);
  });

  it('takes the recording of the bundle before the one that stands', () => {
    const changes = changesOf(
      [recordings(record('a', 'new'))],
      [recordings(record('a', 'old'), record('b', 'old'))],
    );
    expect(recordingsOf(changes).map(rule => rule.expr)).toEqual([
      'new',
      'old',
    ]);
  });

  it('says where a file cannot be read', () => {
    const broken = { ...recordings(), content: 'groups: [' };
    expect(() => changesOf([broken], [])).toThrow();
  });
});

describe('rawSelectors', () => {
  it('follows recorded series to what they are recorded from', () => {
    const changes = changesOf(
      [
        alerts(
          alert('A', 'job:a:rate5m{service="s"} > 1 and up{job="x"} == 0'),
        ),
      ],
      [
        recordings(
          record('job:a:rate5m', 'job:b:rate5m / sum(rate(total[5m]))'),
          record('job:b:rate5m', 'sum(rate(bad{code=~"5.."}[5m] offset 1h))'),
          record('job:other:rate5m', 'sum(rate(unread[5m]))'),
        ),
      ],
    );
    expect(rawSelectors(changes)).toEqual([
      { metric: 'bad', text: 'bad{code=~"5.."}' },
      { metric: 'total', text: 'total' },
      { metric: 'up', text: 'up{job="x"}' },
    ]);
  });

  it('ends where rules record themselves', () => {
    const changes = changesOf(
      [recordings(record('a', 'a + b'), record('b', 'a or c'))],
      [],
    );
    expect(rawSelectors(changes).map(({ text }) => text)).toEqual(['c']);
  });

  it('keeps selectors without a name', () => {
    const changes = changesOf(
      [recordings(record('a', 'count({__name__=~"http_.+", job="x"})'))],
      [],
    );
    expect(rawSelectors(changes)).toEqual([
      { metric: undefined, text: '{__name__=~"http_.+", job="x"}' },
    ]);
  });
});

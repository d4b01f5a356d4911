import { exampleSpec } from '../../__testUtils__/examples';
import { questionsOf } from './questions';

const asked = (sli: ReturnType<typeof exampleSpec>['sli']) =>
  questionsOf({ sli }).map(({ role, text }) => `${role} ${text}`);
const counter = true;

describe('questionsOf', () => {
  it('asks for every selector of every query, once each', () => {
    expect(
      asked({
        kind: 'ratio',
        name: 'a',
        bad: { query: 'sum(rate(x{code=~"5.."}[{{.window}}]))', counter },
        total: { query: 'x{a="b"} + x{ a="b" } + y offset 1d', counter },
      }),
    ).toEqual([
      'total {__name__="x",a="b"}',
      'total {__name__="y"}',
      'bad {__name__="x",code=~"5.."}',
    ]);
  });

  it('reads ready-made ratios and thresholds', () => {
    const query = 'avg({job="a", __name__=~"x|y"})';
    const value = ['value {job="a",__name__=~"x|y"}'];
    expect(
      asked({ kind: 'raw_ratio', name: 'a', query, of: 'failure' }),
    ).toEqual(value);
    expect(
      asked({ kind: 'threshold', name: 'a', query, op: 'lt', threshold: 1 }),
    ).toEqual(value);
  });

  it('leaves what does not parse to promtool', () => {
    expect(
      asked({
        kind: 'threshold',
        name: 'a',
        query: 'sum(x',
        op: 'lt',
        threshold: 1,
      }),
    ).toEqual([]);
  });

  it('writes names that PromQL must quote', () => {
    const query = 'sum({"http.requests", "http.route"="/a"})';
    expect(
      asked({ kind: 'threshold', name: 'a', query, op: 'lt', threshold: 1 }),
    ).toEqual(['value {__name__="http.requests","http.route"="/a"}']);
  });

  it('keeps the labels that the query groups by', () => {
    const query = 'sum by (le) (rate(x_bucket[5m]) + rate(y_bucket[5m]))';
    const sli = { kind: 'threshold', name: 'a', query } as const;
    const [first] = questionsOf({ sli: { ...sli, op: 'lt', threshold: 1 } });
    expect(first.groupedBy).toEqual([
      { label: 'le', metrics: ['x_bucket', 'y_bucket'] },
    ]);
  });
});

import { evidenceOf } from './evidence';
import { planExpression } from './plan';
import type { PlanNode, RecordedSeries } from './planNode';
import { RecordedRules } from './recordedNames';
import { readRuleFile } from './ruleFile';

const offset = ({ offset: by }: { offset: number }) =>
  by === 0 ? '' : ` -${by}`;

/** The plan in one line: what Prometheus is asked for stands in angle brackets. */
function show(node: PlanNode | undefined): string {
  if (!node) {
    return 'nothing';
  }
  switch (node.op) {
    case 'leaf':
      return `<${node.query}>`;
    case 'number':
      return String(node.value);
    case 'constant':
      return `vector(${node.value})`;
    case 'binary':
    case 'set':
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
    case 'aggregate':
      return `${node.operator}(${show(node.operand)})`;
    case 'window':
      return `${node.fn}[${node.length}:${node.resolution ?? ''}](${show(
        node.operand,
      )})`;
    case 'label_replace':
      return `${node.change.target}=${node.change.replacement}(${show(
        node.operand,
      )})`;
    case 'recorded':
      return `${namesOf(node.series)}${offset(node)}`;
    case 'samples':
      return `${node.fn}[${node.length}](${namesOf(node.series)}${offset(
        node,
      )})`;
    case 'map':
      return `${[node.fn, ...node.parameters].join(' ')}(${show(
        node.operand,
      )})`;
    default:
      return `absent${
        Object.keys(node.labels).length > 0 ? JSON.stringify(node.labels) : ''
      }(${show(node.operand)})`;
  }
}

/** Of each rule whether the reader sees its own tick (`now`) or the one before. */
function namesOf({ rules }: RecordedSeries): string {
  return rules
    .map(({ rule, delay }) =>
      delay === undefined ? `${rule.record} now` : rule.record,
    )
    .join('|');
}

describe('planExpression', () => {
  it.each([
    ['sum(rate(a[5m])) > 0.5', '(<sum(rate(a[5m]))> > 0.5)'],
    ['a / b > -(1 - 0.25) * 2', '((<a> / <b>) > -1.5)'],
    [
      '(a > 1 and b > 1) or c unless on (x) d',
      '(((<a> > 1) and (<b> > 1)) or (<c> unless <d>))',
    ],
    [
      'sum_over_time((sum(rate(a[5m])))[3d:30s])',
      'sum_over_time[259200:30](<sum(rate(a[5m]))>)',
    ],
    ['avg by (x) (max_over_time((a)[1h:]))', 'avg(max_over_time[3600:](<a>))'],
    ['absent(a{b="c"})', '<absent(a{b="c"})>'],
    ['absent((sum(a)))', 'absent(<sum(a)>)'],
    [
      'label_replace(a, "slo", "x", "", "") or vector(0)',
      '(slo=x(<a>) or vector(0))',
    ],
  ])('takes %s apart', (expr, plan) => {
    expect(show(planExpression(expr))).toBe(plan);
  });

  it.each([
    ['a unknown form of matching', 'a * on (x) group_left b'],
    ['an aggregation of what is asked anyway', 'sum by (x) (a / b)'],
    ['a function not known here', 'mad_over_time((a)[1h:1m])'],
    ['a function of what is asked anyway', 'abs(a - b)'],
    [
      'a parameter that depends on data',
      'clamp_min(max_over_time((a)[1h:1m]), scalar(b))',
    ],
    ['a time that is fixed', 'sum_over_time((a)[1h:1m] @ 1000)'],
    ['a scalar that depends on data', 'a > scalar(b)'],
    ['a scalar that depends on time', 'time() - 5'],
    [
      'an offset that the grammar gives to the wrong side',
      'a or b offset 5m and c',
    ],
  ])('leaves %s to Prometheus', (_, expr) => {
    expect(show(planExpression(expr))).toBe(`<${expr}>`);
  });

  it.each([
    ['a offset -5m', /negative offset/],
    ['sum_over_time(a[1h] offset -1h)', /negative offset/],
    ['a @ end()', /@ start\(\) and @ end\(\)/],
    ['sum(rate(a[5m] @ start()))', /@ start\(\) and @ end\(\)/],
  ])('refuses %s, which history would answer differently', (expr, words) => {
    expect(() => planExpression(expr)).toThrow(words);
  });

  it('says where PromQL does not parse', () => {
    expect(() => planExpression('sum(rate(a[5m])')).toThrow(/ends too early/);
  });
});

describe('planExpression over recorded series', () => {
  const { recordings, alerts } = readRuleFile(`
groups:
  - name: one
    rules:
      - { record: early, expr: raw, labels: { zone: eu } }
      - { alert: A, expr: early }
      - { record: late, expr: raw }
  - name: two
    rules:
      - { record: other, expr: raw, labels: { slo: x } }
      - { record: other, expr: raw, labels: { slo: "y" } }
  - name: delayed
    query_offset: 1m
    rules:
      - { record: delayed, expr: raw }
`);
  const rules = new RecordedRules(recordings, 60);

  function planned(expr: string) {
    const approximated: string[] = [];
    const names = rules.seenBy(alerts[0], text => approximated.push(text));
    return { plan: show(planExpression(expr, names)), approximated };
  }

  it.each([
    ['early > 1', '(early now > 1)'],
    ['early{zone="eu"} or late', '(early now or late)'],
    ['other{slo="x"}', 'other'],
    ['other{slo=~"x|y"}', 'other|other'],
    ['other', 'other|other'],
    ['early{zone="us"}', '<early{zone="us"}>'],
    ['early offset 5m', 'early now -300'],
    ['sum by (pod) (late) / raw', '(sum(late) / <raw>)'],
    [
      'sum_over_time(early[1d] offset 1h)',
      'sum_over_time[86400](early now -3600)',
    ],
    ['quantile_over_time(0.5, late[1h])', 'quantile_over_time[3600](late)'],
    [
      'max_over_time((early - 1)[1h:1m])',
      'max_over_time[3600:60]((early now - 1))',
    ],
    [
      'absent(other{slo="x",pod="1",a!="b"})',
      'absent{"slo":"x","pod":"1"}(other)',
    ],
    ['absent_over_time(late[5m])', 'absent(present_over_time[300](late))'],
    ['clamp_min(late, 2)', 'clamp_min 2(late)'],
    ['-late', '(late * -1)'],
    ['late * on (pod) group_left (team) info', '(late * <info>)'],
  ])('computes %s', (expr, plan) => {
    expect(planned(expr)).toEqual({ plan, approximated: [] });
  });

  it('reads what a group with a query offset has written by then', () => {
    const names = rules.seenBy(alerts[0], () => {});
    expect(planExpression('delayed', names)).toMatchObject({
      series: { rules: [{ delay: 60 }] },
    });
  });

  it.each([
    'rate(late[5m])',
    'topk(1, late)',
    'late @ 1700000000',
    'late{pod=~"(?U)a+"}',
    'time() - late',
    'late or raw offset 5m and late',
  ])('asks for %s with the expression in the place of the series', expr => {
    const { plan, approximated } = planned(expr);
    expect(plan).toMatch(/^<.*\braw\b.*>$/);
    expect(approximated).toEqual([expr]);
  });

  it('asks only for the part that it does not know', () => {
    expect(planned('early > 1 and topk(1, late) > 2')).toEqual({
      plan: '((early now > 1) and (<topk(1, (raw))> > 2))',
      approximated: ['topk(1, late)'],
    });
  });
});

const NOT_RECORDED = () => {
  throw new Error('Nothing is recorded');
};

describe('evidenceOf', () => {
  it.each([
    [
      'both sides of a ratio',
      'sum(a) / sum(b) > 0.1',
      '(<sum(a)> and <sum(b)>)',
    ],
    [
      'either side of a fallback',
      'sum(bad) or 0 * sum(total)',
      '(<sum(bad)> or <sum(total)>)',
    ],
    ['only what is there where something is not', 'a unless b', '<a>'],
    ['what is absent', 'absent((sum(a)))', '<sum(a)>'],
    ['what a window is over', 'sum_over_time((sum(a))[1h:1m])', '<sum(a)>'],
    ['the raw series below a filter', 'count(up == 0) > 2', '<group(up)>'],
    ['the raw series that are absent', 'absent(a{b="c"})', '<group(a{b="c"})>'],
    ['the raw series below ranges', 'sum(rate(a[5m]) > 0)', '<group(a)>'],
    ['nothing for a constant', 'vector(1) > 0', 'nothing'],
    ['nothing for the time', 'hour() > 5', 'nothing'],
  ])('needs %s', (_, expr, evidence) => {
    expect(show(evidenceOf(planExpression(expr), NOT_RECORDED))).toBe(evidence);
  });
});

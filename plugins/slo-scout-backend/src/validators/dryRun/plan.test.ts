import { evidenceOf } from './coverage';
import { planExpression } from './plan';
import type { PlanNode } from './planNode';

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
    default:
      return `absent(${show(node.operand)})`;
  }
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
    ['a function not known here', 'quantile_over_time(0.9, (a)[1h:1m])'],
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

  it('says where PromQL does not parse', () => {
    expect(() => planExpression('sum(rate(a[5m])')).toThrow(/ends too early/);
  });
});

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
    expect(show(evidenceOf(planExpression(expr)))).toBe(evidence);
  });
});

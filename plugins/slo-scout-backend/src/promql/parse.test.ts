import { operand, parse, withoutComments } from './parse';
import { PromqlSyntaxError } from './PromqlSyntaxError';

function faultOf(expr: string): PromqlSyntaxError {
  try {
    parse(expr);
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return error;
    throw error;
  }
  throw new Error(`${expr} parses`);
}

describe('parse', () => {
  it.each([
    'up',
    'sum by (le) (rate(x_bucket{a="b", c=~"d.*"}[5m] offset 1h))',
    'x @ end() offset 5m',
    '{"metric.with.dots", a="b"}',
    'max_over_time(sum(x)[1h:1m])',
    "x{a='it''s'}".replace("''", "\\'"),
    'x{a="ends with a backslash\\\\"}',
  ])('accepts %s', expr => {
    expect(parse(expr).topNode.name).toBe('PromQL');
  });

  it.each([
    ['sum(rate(x[5m])', 1, 16, true],
    ['sum(x))', 1, 7, false],
    ['sum(\n  foo(x)\n)', 2, 6, false],
    ['x{a="b}', 1, 8, true],
    ['x{a="b\\"}', 1, 10, true],
    ['', 1, 1, true],
  ])('names the place where %j stops', (expr, line, column, incomplete) => {
    expect(faultOf(expr)).toMatchObject({ line, column, incomplete });
  });

  it('gives up on what is nested too deeply', () => {
    for (const expr of [
      '('.repeat(9000),
      `${'('.repeat(9000)}x${')'.repeat(9000)}`,
    ]) {
      expect(() => parse(expr)).toThrow(PromqlSyntaxError);
    }
  });

  it('says in words what is wrong', () => {
    expect(faultOf('sum(x))').message).toBe('1:7: unexpected ")"');
    expect(faultOf('sum(x').message).toBe('1:6: the expression ends too early');
  });
});

describe('operand', () => {
  it.each([
    ['up', 'up'],
    ['sum(x)', 'sum(x)'],
    ['a + b', '(a + b)'],
    ['(a + b)', '(a + b)'],
    ['x offset 5m', '(x offset 5m)'],
    ['sum(x) # all of it', 'sum(x)'],
  ])('makes %j ready to stand inside another expression', (expr, expected) => {
    expect(operand(expr)).toBe(expected);
  });

  it('keeps a # inside a string', () => {
    expect(withoutComments('x{a="# no comment"} # one')).toBe(
      'x{a="# no comment"}',
    );
  });
});

import {
  exampleBlastRadius,
  exampleFacts,
} from '../../__testUtils__/guardFacts';
import { compileCondition } from './compile';
import { judgeCondition } from './judgeCondition';

const judge = (expression: string, facts = exampleFacts()) =>
  judgeCondition({ id: 'a', expression, message: 'No.', mode: 'block' }, facts);

const services = (count: number) =>
  exampleFacts({
    blast_radius: exampleBlastRadius({
      services: {
        value: Array.from(
          { length: count },
          (_, i) => `component:default/${i}`,
        ),
        source: 'PromQL',
      },
    }),
  });

describe('a condition', () => {
  it.each([
    ['phase == "approve" && environment == "production"', true],
    ['target.startsWith("stag")', false],
    ['judged_at.getDayOfWeek("Europe/Berlin") != 5', true],
    ['judged_at < timestamp("2020-01-01T00:00:00Z")', false],
    ['entity.system == "system:default/shop" && entity.tags.size() == 0', true],
    ['files.all(f, f.bytes < 500000)', true],
    ['files.exists(f, f.type == "inhibit_rule")', false],
    ['slos.all(s, s.objective <= 0.9999 && s.revision == 1)', true],
    ['approval.by.exists(a, authors.exists(b, a == b.ref))', false],
    ['size(blast_radius.services) <= 1', true],
    ['blast_radius.traffic_percent < 5.0', false],
    ['dry_runs.all(d, d.verdict == "passed" && d.coverage > 0.9)', true],
    ['files.map(f, f.path).exists(p, p.matches("^alerts.*yaml$"))', true],
  ])('%s: %s', (expression, ok) => {
    expect(judge(expression)).toEqual({
      ok,
      measured: ok,
      source: expression,
      message: 'No.',
    });
  });

  it('does not hold where it asks for what is unknown', () => {
    const facts = exampleFacts({
      blast_radius: exampleBlastRadius({
        traffic_percent: { value: null, source: 'PromQL' },
      }),
    });
    for (const expression of [
      'blast_radius.traffic_percent < 50',
      'blast_radius.traffic_percent != 50',
      'blast_radius.pages_per_week == 0',
    ]) {
      expect(judge(expression, facts)).toMatchObject({
        ok: false,
        measured: null,
        message: expect.stringMatching(/^No\. It could not be judged: .*field/),
      });
    }
    expect(judge('!has(blast_radius.traffic_percent)', facts).ok).toBe(true);
  });

  it('does not hold where it errs or is no yes or no', () => {
    for (const expression of [
      '1 / 0 == 1',
      'environment',
      'slos[7].name == ""',
    ]) {
      expect(judge(expression)).toMatchObject({ ok: false, measured: null });
    }
  });

  it('knows what invariants of modules measured', () => {
    const facts = exampleFacts({
      measured: { 'payments.freeze': { value: { on: true }, source: 'API' } },
    });
    expect(judge('measured["payments.freeze"].on', facts).ok).toBe(true);
    expect(judge('measured["payments.freeze"].on').measured).toBe(null);
  });

  it('does not hold where facts are too long for its loops', () => {
    const nested =
      'blast_radius.services.all(a, blast_radius.services.exists(b, a == b))';
    expect(judge(nested, services(40)).ok).toBe(true);
    expect(judge(nested, services(1000))).toMatchObject({
      ok: false,
      message: expect.stringContaining('lists too long'),
    });
    expect(
      judge('blast_radius.services.all(a, a != "")', services(1000)).ok,
    ).toBe(true);
  });
});

describe('compileCondition', () => {
  it.each([
    ['environment ==', '1:13: found'],
    ['true\n  && (false', '2:3: found'],
    ['environmnt == "a"', '1:1: there is no variable environmnt; there are'],
    ['true && blast_radius.trafic > 1', 'blast_radius has no field trafic'],
    ['has(entity.nam)', 'entity has no field nam'],
    ['files.all(f, g.bytes > 1)', '1:14: there is no variable g'],
    ['lower(environment) == "a"', 'there is no function lower'],
    ['environment.lowerAscii() == "a"', 'there is no function lowerAscii'],
    ['google.protobuf.Empty{} == 1', 'messages cannot be made'],
    [`environment == "${'x'.repeat(2000)}"`, 'longer than 2000 characters'],
    ['('.repeat(999) + 1 + ')'.repeat(999), 'nested too deeply'],
    [
      'files.all(a, files.all(b, files.all(c, a == b || b == c)))',
      'loops too often',
    ],
    [
      `[${'1,'.repeat(400)}1].all(a, [${'1,'.repeat(400)}1].all(b, a == b))`,
      'loops too often',
    ],
  ])('refuses %s', (expression, message) => {
    expect(() => compileCondition(expression)).toThrow(message);
  });

  it('says the place of an unknown name', () => {
    expect(() => compileCondition('true ||\n  nobody == 1')).toThrow(/^2:3: /);
  });
});

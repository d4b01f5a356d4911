import { fillTemplate, parseTemplate } from './template';

const values = {
  values: { service_name: 'payments-api', owner: "it's ours", empty: '' },
  lists: {
    alerts: [
      { values: { alert_name: 'A' }, lists: { groups: [] } },
      {
        values: { alert_name: 'B' },
        lists: { groups: [{ values: { group: 'region' } }] },
      },
    ],
    rule_files: [],
  },
};

function fill(template: string) {
  return fillTemplate(parseTemplate(template), values);
}

describe('fillTemplate', () => {
  it('fills texts, and leaves out what is empty', () => {
    expect(fill("a: '{service_name}'\nb: '{empty}'\nc: ['{empty}']")).toEqual({
      a: 'payments-api',
    });
  });

  it('repeats an item for each entry of a list', () => {
    expect(
      fill("a:\n  - for_each: alerts\n    name: '{alert_name}'\n"),
    ).toEqual({ a: [{ name: 'A' }, { name: 'B' }] });
    expect(fill("a: ['{alert_name}']\nb: ['{rule_file}', x]")).toEqual({
      a: ['A', 'B'],
      b: ['x'],
    });
  });

  it('repeats inside of what is repeated', () => {
    expect(
      fill(`
a:
  - for_each: alerts
    name: '{alert_name}'
    parts:
      - 'of {alert_name}'
      - for_each: groups
        is: '{group} of {alert_name}'
`),
    ).toEqual({
      a: [
        { name: 'A', parts: ['of A'] },
        { name: 'B', parts: ['of B', { is: 'region of B' }] },
      ],
    });
  });

  it('quotes each word of a command on its own', () => {
    expect(fill("command: [call, '{owner}', 'to {service_name}']")).toEqual({
      command: "call 'it'\\''s ours' 'to payments-api'",
    });
  });

  it('leaves braces of others alone', () => {
    expect(fill("a: 'jsonpath={.items[*]} ${HOME} {}'")).toEqual({
      a: 'jsonpath={.items[*]} ${HOME} {}',
    });
  });

  it('does not read values as templates', () => {
    const nested = { values: { a: '{b}', b: 'c' }, lists: {} };
    expect(fillTemplate({ x: '{a}' }, nested)).toEqual({ x: '{b}' });
  });

  it.each([
    ['a: "{nonsense}"', 'has {nonsense}, which is no known value here'],
    ['a: "{constructor}"', 'no known value'],
    ['a: [{for_each: nonsense}]', 'no known list here. Known are alerts'],
    ['a: [{for_each: groups}]', 'no known list here'],
    ['a: [{for_each: [alerts]}]', 'no known list here'],
    ['command: "rm -rf {service_name}"', 'is a list of words'],
    ['command: [[a]]', 'is a list of words'],
    ['a: [', 'is not YAML'],
    ['', 'is empty'],
  ])('%j is refused', (template, message) => {
    expect(() => fill(template)).toThrow(message);
  });

  it('refuses what a terminal would act on, in commands only', () => {
    const bell = { values: { a: 'x\u001b[201~' }, lists: {} };
    expect(() => fillTemplate({ command: ['{a}'] }, bell)).toThrow(
      'control characters, which a terminal acts on: "x\\u001b[201~"',
    );
    expect(fillTemplate({ text: '{a}' }, bell)).toEqual({
      text: 'x\u001b[201~',
    });
  });
});

import { relabelled, ruleChanges } from './ruleChanges';

const FILE = `groups:
  - name: slis
    interval: 30s
    rules:
      - record: job:bad:rate5m
        expr: sum(rate(errors_total[5m]))
        labels: { service: pay, owner: team-a }
      - alert: Burn1h
        expr: bad[1h] / total[1h] > 14.4 * 0.001 and bad[5m] > 14.4
        for: 5m
        labels: { severity: critical }
        annotations: { summary: old }
      - alert: Quiet
        expr: absent(up)
`;

const changed = (from: string | RegExp, to: string) =>
  ruleChanges(FILE, FILE.replace(from, to));

it.each([
  [
    'thresholds, each once',
    /14\.4/g,
    '6',
    [{ field: 'numbers', before: '14.4', after: '6' }],
  ],
  [
    'windows',
    'bad[1h]',
    'bad[2h]',
    [{ field: 'numbers', before: '1h', after: '2h' }],
  ],
  ['the expression', 'total[1h]', 'all[1h]', [{ field: 'expression' }]],
  [
    'for',
    'for: 5m',
    'for: 10m',
    [{ field: 'for', before: '5m', after: '10m' }],
  ],
  [
    'for that is gone',
    /\n +for: 5m/,
    '',
    [{ field: 'for', before: '5m', after: null }],
  ],
  [
    'labels',
    'severity: critical',
    'severity: high, team: b',
    [
      { field: 'label', label: 'severity', before: 'critical', after: 'high' },
      { field: 'label', label: 'team', before: null, after: 'b' },
    ],
  ],
  [
    'annotations',
    'summary: old',
    'summary: new',
    [{ field: 'annotation', annotation: 'summary' }],
  ],
])('says that an alert has other %s', (_, from, to, aspects) => {
  expect(changed(from, to)).toEqual([
    { kind: 'changed', rule: 'alert', name: 'Burn1h', aspects },
  ]);
});

it('names rules that come and go, alerts first', () => {
  const names = (changed('Burn1h', 'Burn6h') ?? []).map(
    ({ kind, name }) => `${kind} ${name}`,
  );
  expect(names).toEqual(['added Burn6h', 'removed Burn1h']);
  expect(changed('job:bad', 'job:worse')?.map(({ kind }) => kind)).toEqual([
    'added',
    'removed',
  ]);
});

it('has all rules added to a new file, and removed with it', () => {
  const kinds = (changes: ReturnType<typeof ruleChanges>) =>
    changes?.map(({ kind, rule }) => `${kind} ${rule}`);
  expect(kinds(ruleChanges(null, FILE))).toEqual([
    'added alert',
    'added alert',
    'added record',
  ]);
  expect(kinds(ruleChanges(FILE, null))?.[0]).toBe('removed alert');
});

it('knows recorded series that become other series', () => {
  const changes = changed('team-a', 'team-b') ?? [];
  expect(relabelled(changes, 'record').map(({ name }) => name)).toEqual([
    'job:bad:rate5m',
  ]);
  expect(relabelled(changes, 'alert')).toEqual([]);
  expect(relabelled(changed('owner: team-a', '') ?? [], 'record')).toHaveLength(
    1,
  );
});

it('finds the rules inside of a PrometheusRule', () => {
  const wrapped = `kind: PrometheusRule\nspec:\n  ${FILE.replaceAll(
    '\n',
    '\n  ',
  )}`;
  expect(ruleChanges(FILE, wrapped)).toEqual([]);
});

it('tells rules of one name apart by their place', () => {
  const twice = `${FILE}      - alert: Burn1h\n        expr: x > 1\n`;
  expect(ruleChanges(twice, twice.replace('x > 1', 'x > 2'))).toEqual([
    {
      ...{ kind: 'changed', rule: 'alert', name: 'Burn1h' },
      aspects: [{ field: 'numbers', before: '1', after: '2' }],
    },
  ]);
});

it.each(['{', 'a: 1', '- 1', ''])('is undefined for %j', content => {
  expect(ruleChanges(FILE, content)).toBeUndefined();
});

it('takes no other spacing for a change', () => {
  expect(changed('bad[1h] / total[1h]', 'bad[1h]   /   total[1h]')).toEqual([]);
});

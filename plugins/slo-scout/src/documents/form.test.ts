import { parseAllDocuments } from 'yaml';
import { applyForm, type FormChange } from './applyForm';
import { exampleDocument } from './example';
import { formOf, type SloForm } from './form';

const EXAMPLE = exampleDocument('payments-api');

/** What people write by hand: comments, their own spaces, fields of other tools. */
const BY_HAND = `# Owned by payments
apiVersion: openslo/v1
kind: SLO
metadata:
    name: "checkout"   # as in the runbook
    labels: { severity: low, team: pay }
    annotations:
        slo-scout.io/accuracy: exact
        other.io/x: '1'
spec:
    # Read by humans.
    description: >-
        Two
        lines
    service: payments-api
    indicator:
        metadata: { name: checkout }
        spec:
            ratioMetric:
                counter: true
                good: { metricSource: { type: Prometheus, spec: { query: 'a{x="1"}' } } }
                total:
                    metricSource:
                        type: Prometheus
                        spec:
                            query: |
                                sum(
                                  b
                                )
    timeWindow:
    -   duration: 4w
        isRolling: true
    budgetingMethod: Timeslices
    objectives:
    -   targetPercent: 99.90   # agreed in May
        timeSliceTarget: 0.95
        timeSliceWindow: 1m
    alertPolicies: [old]
`;

const ready = (text: string, index = 0) => {
  const view = formOf(text, index);
  if (view.state !== 'ready') throw new Error(`The form is ${view.state}`);
  return view;
};

/** Lines that differ, as `-` and `+`. */
function changes(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter(line => !now.includes(line)).map(line => `-${line.trim()}`),
    ...now.filter(line => !old.includes(line)).map(line => `+${line.trim()}`),
  ];
}

describe('the form of a document', () => {
  it('has every field', () => {
    expect(ready(EXAMPLE)).toEqual({
      state: 'ready',
      choices: [{ index: 0, name: 'http_success_rate' }],
      chosen: 0,
      kept: ['spec.budgetingMethod'],
      form: {
        name: 'http_success_rate',
        displayName: 'Requests succeed',
        description: 'Share of requests that do not end in a server error.',
        kind: 'bad',
        query: 'http_requests_total{service="payments-api",code=~"5.."}',
        total: 'http_requests_total{service="payments-api"}',
        counter: true,
        shareOf: 'failure',
        op: 'lt',
        limit: '',
        percent: '99.9',
        window: '30d',
        severity: 'high',
        exact: false,
        alertFor: '',
      },
    });
  });

  it('says what it does not show', () => {
    const { form, kept } = ready(BY_HAND);
    expect(form).toMatchObject({
      name: 'checkout',
      description: 'Two lines',
      percent: '99.9',
      window: '4w',
      severity: 'low',
      exact: true,
    });
    expect(kept).toEqual([
      'metadata.labels.team',
      'metadata.annotations.other.io/x',
      'spec.budgetingMethod',
      'spec.objectives.0.timeSliceTarget',
      'spec.objectives.0.timeSliceWindow',
      'spec.alertPolicies.0',
    ]);
  });

  it('has no noise of binary fractions', () => {
    const text = EXAMPLE.replace('0.999', '0.9995');
    expect(ready(text).form.percent).toBe('99.95');
  });

  it.each([
    ['kind: [', { state: 'unreadable', fault: { line: 1 } }],
    ['a: 1\na: 2\n', { state: 'unreadable', fault: { line: 2 } }],
    ['', { state: 'empty' }],
    ['# nothing yet\n', { state: 'empty' }],
    ['kind: SLI\n', { state: 'empty' }],
    [
      'version: prometheus/v1\nservice: shop\n',
      {
        state: 'refused',
        choices: [{ index: 0, name: 'shop' }],
        refusal: { because: 'dialect', what: 'prometheus/v1' },
      },
    ],
    [
      'apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\n',
      {
        state: 'refused',
        refusal: {
          because: 'dialect',
          what: 'pyrra.dev/v1alpha1, ServiceLevelObjective',
        },
      },
    ],
    ['just words', { state: 'refused', refusal: { because: 'dialect' } }],
    ['[1, 2]', { state: 'refused', refusal: { because: 'dialect' } }],
    [
      EXAMPLE.replace('target:', 'target: &t 1\n      x: *t\n      y:'),
      { state: 'refused', refusal: { because: 'aliases' } },
    ],
    [
      'apiVersion: openslo/v1\nkind: SLO\nspec: 7\n',
      { state: 'refused', refusal: { because: 'shape', what: 'spec' } },
    ],
    [
      'apiVersion: openslo/v1\nkind: SLO\nspec: { objectives: 99 }\n',
      {
        state: 'refused',
        refusal: { because: 'shape', what: 'spec.objectives' },
      },
    ],
    [
      `# ${'x'.repeat(200_001)}`,
      { state: 'refused', refusal: { because: 'large' } },
    ],
  ])('does not pretend to read %j', (text, view) => {
    expect(formOf(text)).toMatchObject(view);
    // And a form that is not there changes nothing.
    expect(applyForm(text, 0, { name: 'x', percent: '50' })).toBe(text);
  });
});

describe('what is written in the form', () => {
  it.each<[string, FormChange, string[]]>([
    [
      'name',
      { name: 'other' },
      [
        '-name: "checkout"   # as in the runbook',
        '-metadata: { name: checkout }',
        '+name: "other"   # as in the runbook',
        '+metadata: { name: other }',
      ],
    ],
    [
      'objective',
      { percent: '99.95' },
      [
        '--   targetPercent: 99.90   # agreed in May',
        '+-   targetPercent: 99.95   # agreed in May',
      ],
    ],
    ['window', { window: '30d' }, ['--   duration: 4w', '+-   duration: 30d']],
    [
      'severity in a flow mapping',
      { severity: 'critical' },
      [
        '-labels: { severity: low, team: pay }',
        '+labels: { severity: critical, team: pay }',
      ],
    ],
    [
      'query in a flow mapping',
      { query: 'sum(a{x="1", y!="2"})' },
      [
        `-good: { metricSource: { type: Prometheus, spec: { query: 'a{x="1"}' } } }`,
        `+good: { metricSource: { type: Prometheus, spec: { query: 'sum(a{x="1", y!="2"})' } } }`,
      ],
    ],
    ['no field', { name: 'checkout' }, []],
  ])('changes nothing but its place: %s', (_, change, lines) => {
    expect(changes(BY_HAND, applyForm(BY_HAND, 0, change))).toEqual(lines);
  });

  it.each<Partial<SloForm>>([
    { description: 'One line: with a colon # and more' },
    { description: 'Several\nlines\n' },
    { description: 'true' },
    { description: '' },
    { displayName: '99' },
    { displayName: '- no list' },
    { query: 'sum(\n  rate(a[5m])\n)' },
    { query: '' },
    { total: '"quoted"' },
    { kind: 'good' },
    { kind: 'bad' },
    { kind: 'share' },
    { kind: 'threshold' },
    { kind: 'threshold', op: 'gte', limit: '0.25', query: 'p95' },
    { kind: 'share', shareOf: 'success' },
    { counter: false },
    { percent: '99.999' },
    { percent: 'soon' },
    { window: '7d' },
    { severity: 'medium' },
    { exact: true },
    { exact: false },
    { name: '2' },
  ])('is read back from the text: %j', change => {
    for (const text of [EXAMPLE, BY_HAND]) {
      const after = applyForm(text, 0, change);
      const { form } = ready(after);
      // A block of lines has an end of line at its end.
      expect({ ...form, query: form.query?.trimEnd() }).toMatchObject({
        ...change,
        ...(change.query !== undefined && { query: change.query.trimEnd() }),
      });
      expect(applyForm(after, 0, change)).toBe(after);
      const document = parseAllDocuments(after);
      expect(document).toHaveLength(1);
    }
  });

  it('keeps comments and unknown fields where fields come and go', () => {
    const after = applyForm(BY_HAND, 0, {
      displayName: 'Checkout works',
      exact: false,
      kind: 'threshold',
    });
    for (const kept of [
      '# Owned by payments',
      '# as in the runbook',
      '# Read by humans.',
      '# agreed in May',
      'other.io/x',
      'timeSliceWindow: 1m',
      'alertPolicies',
    ]) {
      expect(after).toContain(kept);
    }
    expect(after).not.toContain('slo-scout.io/accuracy');
    expect(ready(after).form).toMatchObject({
      kind: 'threshold',
      query: 'a{x="1"}',
      displayName: 'Checkout works',
    });
  });

  it('takes away what only the former kind had', () => {
    const limit = applyForm(EXAMPLE, 0, {
      kind: 'threshold',
      op: 'lte',
      limit: '0.2',
      alertFor: '10m',
    });
    expect(limit).toContain('slo-scout.io/alert-for: 10m');
    const back = applyForm(limit, 0, { kind: 'bad' });
    expect(back).not.toMatch(/alert-for|annotations|value:|op:|threshold/);
    expect(ready(back).form).toMatchObject({ kind: 'bad', total: '' });
  });

  it('changes the chosen document of several, and leaves the others', () => {
    const text = `${BY_HAND}---\n# second\n${EXAMPLE}`;
    expect(ready(text, 1).choices).toEqual([
      { index: 0, name: 'checkout' },
      { index: 1, name: 'http_success_rate' },
    ]);
    const after = applyForm(text, 1, { percent: '95', displayName: '' });
    expect(after.startsWith(`${BY_HAND}---\n# second\n`)).toBe(true);
    expect(ready(after, 1).form).toMatchObject({
      percent: '95',
      displayName: '',
    });
    const first = applyForm(text, 0, { exact: false });
    expect(first.endsWith(`---\n# second\n${EXAMPLE}`)).toBe(true);
    expect(ready(first, 0).form.exact).toBe(false);
  });

  it('builds a document from the least there is', () => {
    const least = 'apiVersion: openslo/v1\nkind: SLO\n';
    const after = applyForm(least, 0, {
      name: 'new',
      percent: '99',
      window: '30d',
      query: 'good',
      total: 'all',
    });
    expect(ready(after).form).toMatchObject({
      name: 'new',
      percent: '99',
      window: '30d',
      kind: 'good',
      query: 'good',
      total: 'all',
    });
  });

  it('does not touch a query that stands in a document of its own', () => {
    const text = EXAMPLE.replace(
      / {2}indicator:[^]*? {2}timeWindow/,
      '  indicatorRef: shared\n  timeWindow',
    );
    const { form, kept } = ready(text);
    expect(form).toMatchObject({ kind: undefined, query: '' });
    expect(kept).toContain('spec.indicatorRef');
    expect(applyForm(text, 0, { query: 'x', kind: 'bad' })).toBe(text);
  });
});

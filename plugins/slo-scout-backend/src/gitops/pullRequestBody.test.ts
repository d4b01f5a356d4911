import type {
  AlertReplay,
  Artifact,
  DryRunResult,
  PolicyDecision,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  describePullRequest,
  type PullRequestContent,
} from './pullRequestBody';

const slo = (change: Partial<Slo> = {}): Slo => ({
  ...{ id: '1', entity_ref: 'component:default/payments-api' },
  name: 'checkout_latency_p95',
  sli: {
    kind: 'threshold',
    name: 'checkout_latency_p95',
    query: 'histogram_quantile(0.95, x)',
    op: 'lt',
    threshold: 0.2,
  },
  ...{ objective: 0.999, window: '30d', severity: 'high', revision: 2 },
  ...{ status: 'approved', content_hash: 'a', document: '' },
  ...{ source: { kind: 'api' }, created_at: '', created_by: 'user:default/a' },
  ...change,
});

const replay = (alert: string, minutes: number[]): AlertReplay => ({
  ...{ alert, labels: {} },
  firings: minutes.map(m => ({
    ...{ start: '2026-11-01T00:00:00Z', end: '2026-11-01T01:00:00Z' },
    ...{ duration_seconds: m * 60, peak: 1 },
  })),
});

const dryRun = (change: Partial<DryRunResult> = {}): DryRunResult => ({
  ...{ verdict: 'passed', exact: false, range_days: 30, step_seconds: 300 },
  ...{ coverage: 0.9985, historical_trigger_count: 2 },
  ...{ avg_duration_seconds: 900, alerts_per_month: 2, instance: 'main' },
  alerts: [
    replay('CheckoutLatencyP95High', [10, 20]),
    replay('PaymentBudgetBurn', []),
  ],
  ...change,
});

const artifact = (change: Partial<Artifact> = {}): Artifact => ({
  ...{ id: '1', type: 'alert_rule', entity_ref: 'component:default/p' },
  ...{ environment: 'production', target: 'production', content: '' },
  path: 'prometheus/rules/alerting/payments_api_slos.yaml',
  ...{ content_hash: 'h', slo_ids: ['1'], slo_refs: [], generation_id: 'g' },
  ...{ validation_status: 'passed', validation_errors: [] },
  dry_run_result: dryRun(),
  ...{ approval_status: 'approved', approved_by: 'user:default/sre' },
  ...{ approved_at: '2026-11-23T09:00:00.000Z', rejected_reason: null },
  ...{ deployment_status: 'not_deployed', deployment_id: null, pr_url: null },
  ...{ commit_sha: null, deployed_at: null, created_at: '', created_by: '' },
  ...change,
});

const decision = (change: Partial<PolicyDecision> = {}): PolicyDecision => ({
  ...{ id: 'd', phase: 'deploy', outcome: 'allowed' },
  ...{ environment: 'production', bundle_hash: 'bbb', policy_hash: 'ppp' },
  ...{ invariants: [], violations: [], decided_at: '' },
  blast_radius: {
    services: { value: ['component:default/payments-api'], source: 'catalog' },
    dependents: { value: [], source: 'catalog: dependencyOf' },
    endpoints: { value: ['/checkout', '/payment'], source: 'API payments' },
    traffic_percent: { value: 12.345, source: 'sum(rate(a[7d])) | b' },
    new_series: { value: 8, source: 'rules' },
    cost_impact_usd: { value: null, source: 'no', unknown_reason: 'unpriced' },
  },
  ...change,
});

const content = (
  change: Partial<PullRequestContent> = {},
): PullRequestContent => ({
  ...{ service: 'payments-api', environment: 'production' },
  slos: [slo()],
  artifacts: [artifact()],
  decision: decision(),
  auditHead: 'head123',
  entityUrl: 'http://portal.example/catalog/default/component/p/slo-scout',
  ...change,
});

const body = (change: Partial<PullRequestContent> = {}) =>
  describePullRequest(content(change)).body;

describe('describePullRequest', () => {
  it('writes a conventional commit with its approvers', () => {
    expect(describePullRequest(content())).toMatchObject({
      title: 'feat(payments-api): add SLO monitoring',
      commitMessage: [
        'feat(payments-api): add SLO monitoring',
        '',
        'Environment: production',
        '',
        'SLOs:',
        '- checkout_latency_p95',
        '',
        'Bundle: bbb',
        'Approved-by: user:default/sre',
      ].join('\n'),
    });
  });

  it('tells the whole story', () => {
    expect(body()).toMatchInlineSnapshot(`
      "## Summary

      SLO monitoring of \`payments-api\` in \`production\`:

      - 1 SLI monitored
      - 1 SLO defined
      - 1 file changed
      - [The service in the portal](http://portal.example/catalog/default/component/p/slo-scout)

      ## SLOs

      | SLO | SLI | Objective | Window | Severity | Revision |
      | --- | --- | --- | --- | --- | --- |
      | \`checkout_latency_p95\` | \`checkout_latency_p95 < 0.2\` | 99.9 % | \`30d\` | \`high\` | 2 |

      ## Dry run

      The last 30 days on \`main\`, replayed approximately, every 300 s; data for 99.85 % of it.

      | Alert | Would have fired | Average duration | Per month | Verdict |
      | --- | --- | --- | --- | --- |
      | \`CheckoutLatencyP95High\` | 2 | 15 min | 2 | passed |
      | \`PaymentBudgetBurn\` | 0 | – | 0 | passed |

      ## Blast radius

      | Blast radius | Measured | Source |
      | --- | --- | --- |
      | Services | 1: \`component:default/payments-api\` | \`catalog\` |
      | Dependents | 0 | \`catalog: dependencyOf\` |
      | Endpoints | 2: \`/checkout\`, \`/payment\` | \`API payments\` |
      | Traffic | 12.35 % of all requests | \`sum(rate(a[7d])) \\| b\` |
      | New series | 8 | \`rules\` |
      | Cost | unknown: \`unpriced\` | \`no\` |

      ## Policy

      0 invariants judged, none violated.

      ## Approvals

      | Approved by | At | File |
      | --- | --- | --- |
      | \`user:default/sre\` | \`2026-11-23T09:00:00.000Z\` | \`prometheus/rules/alerting/payments_api_slos.yaml\` |

      ## Files

      - \`prometheus/rules/alerting/payments_api_slos.yaml\`

      ## Audit trail

      - Head of the audit log: \`head123\`
      - Bundle: \`bbb\`
      - Policy: \`ppp\`
      "
    `);
  });

  it('draws when each alert would have fired', () => {
    const result = dryRun({
      ...{ start: '2026-11-01T00:00:00Z', end: '2026-11-03T00:00:00Z' },
    });
    const text = body({ artifacts: [artifact({ dry_run_result: result })] });
    expect(text).toContain(
      '| `CheckoutLatencyP95High` | 2 | 15 min | 2 | `▂··` | passed |',
    );
    expect(text).toContain('Each bar is a day, from 2026-11-01 to 2026-11-03');
  });

  it('signs off where it is told to', () => {
    const { commitMessage } = describePullRequest(
      content({ signedOffBy: 'sre <sre@example.com>' }),
    );
    expect(commitMessage).toMatch(
      /Approved-by: user:default\/sre\nSigned-off-by: sre <sre@example.com>$/,
    );
  });

  it('uses the template that there is', () => {
    const template = '# {{title}}\n{{audit}}\n{{approvals}}';
    const text = body({ template, service: 'a`b' });
    expect(text).toMatch(/^# ``?feat/);
    expect(text).toContain('Head of the audit log: `head123`');
    expect(text).not.toContain('## SLOs');
  });

  it('falls back to all sections where a template makes too much of them', () => {
    const template = `{{audit}}{{approvals}}${'{{slos}}'.repeat(200)}`;
    const names = Array.from({ length: 500 }, (_, n) => slo({ name: `n${n}` }));
    const text = body({ template, slos: names });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain('## Policy');
  });

  it('is the same text for the same content', () => {
    expect(describePullRequest(content())).toEqual(
      describePullRequest(content()),
    );
  });

  it('says inconclusive where the replay was', () => {
    const reason = 'Prometheus is away';
    const whole = dryRun({ verdict: 'inconclusive', reason });
    expect(
      body({ artifacts: [artifact({ dry_run_result: whole })] }),
    ).toContain(
      '| `CheckoutLatencyP95High` | 2 | 15 min | 2 | **inconclusive**: `Prometheus is away` |',
    );
    const one = dryRun({
      alerts: [{ ...replay('A', []), reason: 'no data' }, replay('B', [1])],
    });
    const text = body({ artifacts: [artifact({ dry_run_result: one })] });
    expect(text).toContain('| `A` | 0 | – | 0 | **inconclusive**: `no data` |');
    expect(text).toContain('| `B` | 1 | 1 min | 1 | passed |');
    expect(body({ artifacts: [artifact({ dry_run_result: null })] })).toContain(
      '**Inconclusive**: the alerts were not replayed.',
    );
  });

  it('adds up the label sets of an alert, over its own range', () => {
    const result = dryRun({
      range_days: 15,
      alerts: [replay('A', [60]), replay('A', [90, 30])],
    });
    expect(
      body({ artifacts: [artifact({ dry_run_result: result })] }),
    ).toContain('| `A` | 3 | 1 h | 6 | passed |');
  });

  it('lists the invariants that do not hold', () => {
    const text = body({
      decision: decision({
        invariants: [
          {
            ...{ invariant: 'dry_run_conclusive', mode: 'warn', ok: false },
            ...{ limit: true, measured: null, source: '' },
            ...{ message: 'No data | none', required_override: null },
          },
        ],
      }),
    });
    expect(text).toContain(
      '| `dry_run_conclusive` | warn | true | unknown | `No data \\| none` |',
    );
  });

  it.each([
    ['a table', 'a|b', '`a\\|b`'],
    ['code', 'a`b``c', '```a`b``c```'],
    ['ticks at the ends', '`a`', '`` `a` ``'],
    ['lines', 'a\n\n## b\u2028c', '`a ## b c`'],
    ['markup', '<img src=x onerror=y>', '`<img src=x onerror=y>`'],
    ['people', '@org/everyone', '`@org/everyone`'],
    ['issues', 'Fixes #1', '`Fixes #1`'],
    ['length', 'x'.repeat(400), `\`${'x'.repeat(299)}…\``],
  ])('lets no %s out of a name', (_, name, shown) => {
    const text = body({ slos: [slo({ name })] });
    expect(text).toContain(`| ${shown} |`);
    const rows = text.split('\n').filter(line => line.includes('| 99.9 % |'));
    expect(rows).toHaveLength(1);
  });

  it('makes a title out of any name', () => {
    const { title, commitMessage } = describePullRequest(
      content({ service: `a\nb): evil\u0000${'x'.repeat(300)}` }),
    );
    expect(title).toMatch(/^feat\(a-b-evil-x+…\): add SLO monitoring$/);
    expect(title.length).toBeLessThan(90);
    expect(commitMessage.split('\n')[0]).toBe(title);
  });

  it('links only to the web', () => {
    expect(body({ entityUrl: 'data:text/html,x' })).toContain(
      '- `data:text/html,x`',
    );
    expect(body({ entityUrl: 'https://a/b)c d' })).toContain(
      '(https://a/b%29c%20d)',
    );
    expect(body({ entityUrl: undefined })).not.toContain('portal');
  });

  it("keeps within GitHub's limit, whatever there is to tell", () => {
    const long = '`|'.repeat(150);
    const names = Array.from({ length: 3_000 }, (_, n) => `${n}${long}`);
    const alerts = names.map(name => ({ ...replay(name, [1]), reason: long }));
    const far = { value: names, source: long };
    const text = body({
      service: long,
      environment: long,
      slos: names.map(name => slo({ name })),
      artifacts: names.map((path, n) =>
        artifact({
          ...{ path, approved_by: path, type: n ? 'runbook' : 'alert_rule' },
          dry_run_result: n ? null : dryRun({ alerts }),
        }),
      ),
      decision: decision({
        blast_radius: {
          ...decision().blast_radius,
          ...{ services: far, dependents: far, endpoints: far },
        },
        invariants: names.map(name => ({
          ...{ invariant: 'approval_required', mode: 'warn', ok: false },
          ...{ limit: true, measured: false, source: name, message: name },
          required_override: null,
        })),
      }),
    });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(50_000);
    expect(text).toMatch(/… and \d+ more alerts\./);
    expect(text).toMatch(/… and \d+ more SLOs\./);
    expect(text).toContain('Head of the audit log: `head123`');
  });

  it('keeps the alerts that fired most where it must leave some out', () => {
    const alerts = Array.from({ length: 2_000 }, (_, n) =>
      replay(`Alert${n}`, n === 1_999 ? [5, 5] : [1]),
    );
    const result = dryRun({ alerts });
    const text = body({ artifacts: [artifact({ dry_run_result: result })] });
    expect(text).toContain('| `Alert1999` | 2 | 5 min |');
    expect(text).toMatch(/… and \d+ more alerts\./);
  });
});

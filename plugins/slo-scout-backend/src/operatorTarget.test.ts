import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import execa from 'execa';
import { type GitHost, startGitHost } from 'testbed';
import { parse } from 'yaml';
import { approvedSlo, idsOf } from './__testUtils__/approvedFiles';
import { RELAXED } from './__testUtils__/relaxedPolicy';
import { TestPortal } from './__testUtils__/testPortal';
import { plainText } from './generators/output/plainText';

jest.setTimeout(120_000);

const REPO = 'acme/observability-config';
const TYPES = [
  ...['recording_rule', 'alert_rule', 'inhibit_rule'],
  ...['grafana_dashboard', 'runbook'],
];

const FILES = [
  'clusters/production/alertmanager/payments_api.yaml',
  'clusters/production/manifests/payments_api-alerts.yaml',
  'clusters/production/manifests/payments_api-dashboard.yaml',
  'clusters/production/manifests/payments_api-recording.yaml',
  'clusters/production/runbooks/payments_api_success.md',
  'clusters/production/runbooks/payments_api_success.yaml',
];

/** No severity of ours, but the organisation's; what is not for a page goes nowhere. */
const ALERTMANAGER = `
route:
  receiver: nobody
  routes:
    - matchers: [severity="P1", team="payments"]
      receiver: payments-pager
receivers: [{ name: nobody }, { name: payments-pager }]
`;

describe('a target with Kubernetes objects, a layout and rules of its own', () => {
  let folder: string;
  let gitHost: GitHost;
  let portal: TestPortal;
  let artifacts: Artifact[];
  let notes: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-operators-'));
    const configFile = join(folder, 'alertmanager.yml');
    await writeFile(configFile, ALERTMANAGER);
    gitHost = await startGitHost({
      dataDir: join(folder, 'git'),
      contract: 'log',
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n' } },
    });
    portal = await TestPortal.start({
      gitHost,
      config: {
        targets: [
          {
            name: 'production',
            environment: 'production',
            provider: 'github',
            host: gitHost.host,
            repo: REPO,
            directory: 'clusters/production',
            layout: {
              recordingRules: 'manifests/{service}-recording.yaml',
              alertRules: 'manifests/{service}-alerts.yaml',
              dashboards: 'manifests/{service}-dashboard.yaml',
              inhibitRules: 'alertmanager/{service}.yaml',
            },
            format: {
              rules: 'prometheusOperator',
              dashboard: 'grafanaOperator',
              namespace: 'monitoring',
              labels: { release: 'stack' },
              instanceSelector: { dashboards: 'grafana' },
            },
            rules: { labels: { team: 'payments' } },
          },
        ],
        rules: {
          labels: { team: 'nobody', tenant: 'shop' },
          annotations: { ticket: 'OPS' },
          severities: { high: 'P1' },
        },
        alertmanager: { configFile },
        // There is no Prometheus here, and nothing about it is tested.
        policy: RELAXED,
      },
    });
    const id = await approvedSlo(portal);
    const generated = await portal
      .as('author')
      .post('/v1/artifacts/generate', { slo_ids: [id], artifact_types: TYPES });
    if (generated.status !== 201) throw new Error(generated.text);
    ({ artifacts, notes } = generated.body);
  });

  afterAll(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const content = (end: string) =>
    artifacts.find(({ path }) => path.endsWith(end))!.content;

  it('has its files where the layout says, all of them judged', () => {
    expect(artifacts.map(({ path }) => path).sort()).toEqual(FILES);
    const doubts = artifacts.flatMap(({ validation_errors: errors }) =>
      errors.map(({ validator }) => validator),
    );
    expect(new Set(doubts)).toEqual(new Set(['verify', 'dry_run']));
    expect(artifacts.map(a => a.validation_status)).not.toContain('failed');
  });

  it('has objects around rules and dashboard', () => {
    expect(parse(content('-alerts.yaml'))).toMatchObject({
      kind: 'PrometheusRule',
      metadata: {
        name: 'payments-api.production.slos',
        namespace: 'monitoring',
        labels: { release: 'stack' },
      },
    });
    expect(parse(content('-dashboard.yaml'))).toMatchObject({
      kind: 'GrafanaDashboard',
      spec: { instanceSelector: { matchLabels: { dashboards: 'grafana' } } },
    });
  });

  it("has the organisation's labels, annotations and words for severities", () => {
    const [{ rules }] = parse(plainText(content('-alerts.yaml'))).groups;
    expect(rules[0]).toMatchObject({
      alert: 'SuccessBurnRate1h',
      labels: { severity: 'P1', team: 'payments', tenant: 'shop' },
      annotations: { ticket: 'OPS' },
    });
    const [recording] = parse(plainText(content('-recording.yaml'))).groups;
    expect(recording.rules[0].labels).toMatchObject({
      team: 'payments',
      tenant: 'shop',
    });
  });

  it('says who gets which alert, and what nobody gets', () => {
    expect(notes).toEqual(
      expect.arrayContaining([
        'By alertmanager.yml, Alertmanager gives payments-pager: SuccessBurnRate1h, SuccessBurnRate6h.',
        'No route of alertmanager.yml matches, so that nobody of its root gets: SuccessBurnRate1d, SuccessBurnRate3d, SuccessBudgetExhausted, SuccessNoData.',
      ]),
    );
  });

  it('is deployed as it was approved', async () => {
    const ids = idsOf(artifacts);
    const approved = await portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: ids });
    expect(approved.body).toMatchObject({
      artifacts: FILES.map(() => ({ approval_status: 'approved' })),
    });
    const deployed = await portal.as('author').post('/v1/pr', {
      artifact_ids: ids,
      environment: 'production',
    });
    expect(deployed.body).toMatchObject({ pr_number: 1 });
    const branch = deployed.body.branch_name as string;
    const git = async (...args: string[]) =>
      (
        await execa('git', args, {
          env: { GIT_DIR: gitHost.repositoryPath(REPO) },
          stripFinalNewline: false,
        })
      ).stdout;
    const listed = await git('diff', '--name-only', `main...${branch}`);
    expect(listed.trim().split('\n').sort()).toEqual(FILES);
    expect(await git('show', `${branch}:${FILES[1]}`)).toBe(
      content('-alerts.yaml'),
    );
  });
});

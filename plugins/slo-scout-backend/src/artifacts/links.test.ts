import { posix } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { ARTIFACT_TYPES } from '@slo-scout/backstage-plugin-slo-scout-common';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import { toServiceContext } from '../catalog/EntityDirectory';
import { PortalPages } from '../catalog/PortalPages';
import { dashboardUid, generateFiles, type GeneratedFile } from '../generators';
import {
  checkoutLatencyP95,
  confirmAvailability,
  paymentSuccessRate,
} from '../generators/__fixtures__/paymentsApi';
import { createGitProviders } from '../gitops/providers';
import { readTargets } from '../gitops/targets';
import { checkRunbookFile } from '../validators';
import { TargetDirectory } from './TargetDirectory';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
};

const owner: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments' },
  spec: { type: 'team', profile: { displayName: 'Payments Team' } },
};

const SLOS = [checkoutLatencyP95, confirmAvailability, paymentSuccessRate];

interface Target {
  provider: 'github' | 'gitlab';
  repo: string;
  branch?: string;
  directory?: string;
  layout?: Record<string, string>;
  format?: object;
}

/** Every file of a service's pull request on this target, as the portal makes them. */
function bundleFor(
  target: Target,
  portal: { grafana?: string; tabPath?: string } = {},
): GeneratedFile[] {
  const { grafana, tabPath } = portal;
  const host = `${target.provider}.example.com`;
  const integration = {
    host,
    token: 'x',
    apiBaseUrl: `https://${host}/api/v4`,
  };
  const config = new ConfigReader({
    app: { baseUrl: 'https://portal.example.com' },
    integrations: {
      [target.provider]: [{ ...integration, baseUrl: `https://${host}` }],
    },
    sloScout: {
      ...(grafana ? { grafana: { url: grafana } } : {}),
      ...(tabPath ? { tabPath } : {}),
      targets: [{ ...target, name: 'a', environment: 'production', host }],
    },
  });
  const targets = readTargets(config);
  const directory = new TargetDirectory({
    config,
    pages: new PortalPages({ config }),
    targets,
    providers: createGitProviders({
      config,
      logger: mockServices.logger.mock(),
    }),
    prometheus: { find: () => undefined },
  });
  const found = directory.find('production');
  return generateFiles(
    {
      service: toServiceContext(entity, owner),
      environment: found.environment,
      target: directory.contextFor(found, entity),
      slos: SLOS,
      rules: found.rules,
    },
    ARTIFACT_TYPES,
  ).files;
}

/** The file that an address shows once its branch has the bundle. */
function fileAt(url: string, { provider, repo, branch = 'main' }: Target) {
  const base = `https://${provider}.example.com/${repo}/${
    provider === 'github' ? '' : '-/'
  }blob/${branch}/`;
  expect(url.startsWith(base)).toBe(true);
  return decodeURIComponent(url.slice(base.length));
}

interface AlertRule {
  alert: string;
  labels: { slo: string };
  annotations: { runbook_url: string; dashboard_url: string };
}

/** Whatever Kubernetes object the rules stand in. */
function alertsIn(node: unknown): AlertRule[] {
  if (typeof node !== 'object' || node === null) return [];
  return 'alert' in node
    ? [node as AlertRule]
    : Object.values(node).flatMap(alertsIn);
}

function alertsOf(files: GeneratedFile[]): AlertRule[] {
  const { content } = files.find(({ type }) => type === 'alert_rule')!;
  const alerts = alertsIn(parse(content));
  expect(alerts.length).toBeGreaterThan(3 * SLOS.length);
  return alerts;
}

const TARGETS: Array<[string, Target]> = [
  ['GitHub', { provider: 'github', repo: 'acme/config' }],
  [
    'GitHub, a branch with slashes, a directory',
    {
      provider: 'github',
      repo: 'acme/config',
      branch: 'env/prod/eu',
      directory: 'clusters/production',
    },
  ],
  [
    'GitLab, nested groups, a branch with a slash',
    {
      provider: 'gitlab',
      repo: 'acme/platform/config',
      branch: 'release/2026',
      directory: 'a b/(c)',
    },
  ],
  [
    'a layout of an organisation',
    {
      provider: 'github',
      repo: 'acme/config',
      directory: 'slo',
      layout: {
        recordingRules: 'rules/{service}/recording.yaml',
        alertRules: 'rules/{service}/alerts.yaml',
        dashboards: 'dashboards/{service}.json',
        runbooks: 'docs/runbooks/{service}/machine/{slo}.yaml',
        runbookPages: 'docs/runbooks/{service}/{slo}.md',
      },
    },
  ],
  [
    'Kubernetes objects',
    {
      provider: 'gitlab',
      repo: 'acme/config',
      format: { rules: 'prometheusOperator', dashboard: 'configMap' },
    },
  ],
];

describe.each(TARGETS)('links on %s', (_, target) => {
  const files = bundleFor(target);
  const paths = new Set(files.map(({ path }) => path));
  const pages = files.filter(({ path }) => path.endsWith('.md'));

  it('lead from each alert to the page of its own SLO', () => {
    for (const { alert, labels, annotations } of alertsOf(files)) {
      const path = fileAt(annotations.runbook_url, target);
      const page = pages.find(file => file.path === path)!;
      expect(page.slo_ids).toEqual([`id-of-${labels.slo}`]);
      expect(page.content).toContain(`\n### ${alert}\n`);
    }
  });

  it('lead from each alert to the dashboard of the same pull request', () => {
    const [dashboard] = files.filter(f => f.type === 'grafana_dashboard');
    for (const { annotations } of alertsOf(files)) {
      expect(fileAt(annotations.dashboard_url, target)).toBe(dashboard.path);
    }
  });

  it('lead from each page to its YAML, the rules and the dashboard', () => {
    for (const page of pages) {
      const relative = new MarkdownIt()
        .parse(page.content, {})
        .flatMap(token => token.children ?? [])
        .flatMap(token => token.attrGet('href') ?? [])
        .filter(href => !/^(#|https:)/.test(href))
        .map(href =>
          posix.join(posix.dirname(page.path), decodeURIComponent(href)),
        );
      expect(relative.filter(path => !paths.has(path))).toEqual([]);
      const types = relative.map(
        path => files.find(file => file.path === path)!.type,
      );
      expect(new Set(types)).toEqual(
        new Set([
          'recording_rule',
          'alert_rule',
          'grafana_dashboard',
          'runbook',
        ]),
      );
    }
  });

  it('lead from each YAML runbook to files of the same pull request', () => {
    const documents = files.filter(
      ({ type, path }) => type === 'runbook' && path.endsWith('.yaml'),
    );
    expect(documents).toHaveLength(SLOS.length);
    for (const { content } of documents) {
      const { evidence } = parse(content);
      for (const url of [evidence.dashboard, ...evidence.rule_files]) {
        expect(paths).toContain(fileAt(url, target));
      }
    }
  });

  it('lead from each page to whom to call, in the portal', () => {
    for (const { content } of pages) {
      expect(content).toContain(
        'Call [Payments Team](https://portal.example.com/catalog/default/group/payments)',
      );
    }
  });

  it('are what the validator passes', () => {
    for (const file of files.filter(({ type }) => type === 'runbook')) {
      expect(checkRunbookFile(file, paths)).toEqual({
        status: 'passed',
        errors: [],
      });
    }
  });
});

it('lead to Grafana where there is one, by the uid of the dashboard that is shipped', () => {
  const files = bundleFor(TARGETS[0][1], {
    grafana: 'https://grafana.example.com/',
  });
  const uid = dashboardUid('component:default/payments-api', 'production');
  const [dashboard] = files.filter(f => f.type === 'grafana_dashboard');
  expect(JSON.parse(dashboard.content).uid).toBe(uid);
  for (const { annotations } of alertsOf(files)) {
    expect(annotations.dashboard_url).toBe(
      `https://grafana.example.com/d/${uid}`,
    );
  }
});

it.each([
  [undefined, 'slo-scout'],
  ['/reliability', 'reliability'],
])('lead to the tab where the app has it: %s', (tabPath, path) => {
  const files = bundleFor(TARGETS[0][1], { tabPath });
  const tab = `https://portal.example.com/catalog/default/component/payments-api/${path}`;
  const leading = files
    .filter(({ content }) => content.includes(tab))
    .map(({ type }) => type);
  expect(new Set(leading)).toEqual(new Set(['grafana_dashboard', 'runbook']));
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Config } from '@backstage/config';
import { type Collaborators, type GitHost, startGitHost } from 'testbed';
import { createGitProviders } from '../providers';
import type { RetryPolicy } from '../retry';
import { readTargets } from '../targets';
import type { PullRequestPlan, TargetRepository } from '../types';

export const REPO = 'org/observability-config';

/** Waits that a provider would have made. */
export interface Clock {
  waits: number[];
}

export interface HostUnderTest {
  host: GitHost;
  config: Config;
  provider: TargetRepository;
  clock: Clock;
  git(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** The real Git host, and the provider that production would make for it. */
export async function startHostUnderTest(
  kind: 'github' | 'gitlab',
  options: {
    directory?: string;
    policy?: Partial<RetryPolicy>;
    collaborators?: Partial<Collaborators>;
  } = {},
): Promise<HostUnderTest> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'gitops-'));
  const host = await startGitHost({
    dataDir,
    log: () => undefined,
    ...(options.collaborators && { collaborators: options.collaborators }),
    repositories: {
      [REPO]: {
        'README.md': '# Observability\n',
        'prometheus/rules/recording/other_slis.yaml': 'groups: []\n',
      },
    },
  });
  const config = mockServices.rootConfig({
    data: configFor(kind, host, options.directory),
  });
  const clock: Clock = { waits: [] };
  const providers = createGitProviders({
    config,
    logger: mockServices.logger.mock(),
    policy: {
      sleep: async ms => {
        clock.waits.push(ms);
      },
      random: () => 1,
      ...options.policy,
    },
  });
  const [target] = readTargets(config).all();
  return {
    host,
    config,
    clock,
    provider: providers.forTarget(target),
    git: async (...args) => (await host.git(REPO, ...args)).trimEnd(),
    stop: async () => {
      try {
        await host.stop();
      } finally {
        await rm(dataDir, { recursive: true, force: true });
      }
    },
  };
}

function configFor(
  kind: 'github' | 'gitlab',
  host: GitHost,
  directory: string | undefined,
) {
  return {
    // One only: Backstage's readers are chosen by host.
    integrations: {
      [kind]: [
        {
          ...{ host: host.host, baseUrl: host.url, token: host.token },
          apiBaseUrl: host.apiUrl[kind],
        },
      ],
    },
    sloScout: {
      targets: [
        {
          ...{ name: 'production', environment: 'production' },
          ...{ provider: kind, host: host.host, repo: REPO },
          ...(directory && { directory }),
        },
      ],
    },
  };
}

export const RECORDING = 'prometheus/rules/recording/payments_api_slis.yaml';
export const ALERTING = 'prometheus/rules/alerting/payments_api_slos.yaml';
export const DASHBOARD = 'grafana/dashboards/payments_api.json';
export const RUNBOOK = 'runbooks/payments_api.yaml';

/** A plan for four files, as a deployment stores it. */
export function planFor(
  change: Partial<PullRequestPlan> = {},
): PullRequestPlan {
  return {
    repo: REPO,
    base: 'main',
    branch: 'slo-scout/payments-api-20261123T100000Z',
    title: 'feat(payments-api): add SLO monitoring',
    body: '## Summary\n\n- 2 SLIs monitored\n',
    commitMessage: 'feat(payments-api): add SLO monitoring\n\n2 SLOs',
    commitDate: '2026-11-23T10:00:00.123Z',
    author: { name: 'sre', email: 'sre@example.com' },
    files: [
      { path: RECORDING, content: 'groups:\n  - name: payments_api_slis\n' },
      { path: ALERTING, content: 'groups:\n  - name: payments_api_slos\n' },
      { path: DASHBOARD, content: '{"title": "Zahlung – ✓"}\n' },
      { path: RUNBOOK, content: 'name: payments\n' },
    ],
    labels: ['slo-scout'],
    ...change,
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Artifact,
  ArtifactType,
  AuditEntry,
  Deployment,
  DeploymentStatus,
  Removal,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { JsonObject } from '@backstage/types';
import {
  type Collaborators,
  type DeployerHandle,
  type GitHost,
  type PrometheusHandle,
  startDeployer,
  startGitHost,
  startPrometheus,
} from 'testbed';
import {
  answered,
  approvedFiles,
  approvedSlo,
  idsOf,
} from '../../__testUtils__/approvedFiles';
import { exampleDocument } from '../../__testUtils__/examples';
import { RELAXED } from '../../__testUtils__/relaxedPolicy';
import { PAYMENTS, TestPortal } from '../../__testUtils__/testPortal';

export const REPO = 'acme/observability-config';

const TYPES: ArtifactType[] = [
  ...(['recording_rule', 'alert_rule', 'grafana_dashboard'] as const),
  ...(['runbook', 'rule_test'] as const),
];

/** A service over a real Git host and, where asked for, Prometheus. */
export class ServiceWorld {
  private constructor(
    readonly portal: TestPortal,
    readonly gitHost: GitHost,
    private readonly folder: string,
    private readonly loading:
      | { prometheus: PrometheusHandle; deployer: DeployerHandle }
      | undefined,
  ) {}

  static async start(
    options: {
      provider?: 'github' | 'gitlab';
      withPrometheus?: boolean;
      config?: JsonObject;
      /** In the repository, beside a README. */
      files?: Record<string, string>;
      collaborators?: Partial<Collaborators>;
    } = {},
  ): Promise<ServiceWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'slo-scout-service-'));
    const gitHost = await startGitHost({
      dataDir: join(folder, 'git'),
      log: () => {},
      repositories: { [REPO]: { 'README.md': '# config\n', ...options.files } },
      collaborators: options.collaborators,
    });
    const loading = options.withPrometheus
      ? await startLoading(folder, gitHost)
      : undefined;
    const portal = await TestPortal.start({
      ...{ gitHost, provider: options.provider ?? 'github' },
      ...(loading ? { prometheus: loading.prometheus } : {}),
      config: {
        dryRun: { range: { hours: 1 } },
        policy: RELAXED,
        ...options.config,
      },
    });
    return new ServiceWorld(portal, gitHost, folder, loading);
  }

  async stop(): Promise<void> {
    await this.portal.stop();
    await this.loading?.deployer.stop();
    await this.gitHost.stop();
    await this.loading?.prometheus.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  approvedSlo(name = 'success', target = 0.999): Promise<string> {
    return approvedSlo(this.portal, exampleDocument({ name, target }));
  }

  async decide(id: string, action: 'approve' | 'retire') {
    answered(await this.portal.as('sre').patch(`/v1/slos/${id}`, { action }));
  }

  /** Generates and approves. */
  approvedFiles(
    ids: string[],
    types: ArtifactType[] = TYPES,
  ): Promise<Artifact[]> {
    return approvedFiles(this.portal, ids, types);
  }

  deploy(artifacts: Artifact[]) {
    return this.portal.as('author').post('/v1/pr', {
      artifact_ids: idsOf(artifacts),
      environment: 'production',
    });
  }

  /** Generates, approves, deploys and merges. */
  async deployed(ids: string[], types?: ArtifactType[]): Promise<Artifact[]> {
    const artifacts = await this.approvedFiles(ids, types);
    const { body } = await this.deploy(artifacts);
    await this.merge(body.pr_number);
    return artifacts;
  }

  act(
    deploymentId: string,
    action: 'rebase' | 'rollback' | 'restore' | 'adopt',
  ) {
    return this.portal
      .as('author')
      .post(`/v1/deployments/${deploymentId}/${action}`, {});
  }

  async merge(number: number): Promise<void> {
    await this.gitHost.mergePullRequest(REPO, number);
    await this.portal.runJob('reconcile-deployments');
  }

  async removals(): Promise<Removal[]> {
    const answer = await this.portal
      .as('author')
      .get(`/v1/removals?entity_ref=${PAYMENTS}`);
    answered(answer);
    return answer.body.removals;
  }

  /** Ids of what could be removed now. */
  async removable(): Promise<string[]> {
    const [removal] = await this.removals();
    return removal.files.map(file => file.artifact_id);
  }

  remove(artifactIds: string[]) {
    return this.portal
      .as('author')
      .post('/v1/removals', { artifact_ids: artifactIds });
  }

  async deployment(id: string): Promise<Deployment> {
    const { body } = await this.portal
      .as('author')
      .get(`/v1/deployments/${id}`);
    return body.deployment;
  }

  async watched(id: string): Promise<Deployment> {
    await this.portal.runJob('watch-deployed');
    return this.deployment(id);
  }

  /** Checks main out and has Prometheus load it; then waits for what is seen of it. */
  async loaded(id: string, status: DeploymentStatus): Promise<Deployment> {
    await this.loading?.deployer.poke();
    for (let attempt = 0; attempt < 90; attempt += 1) {
      const found = await this.watched(id);
      if (found.status === status) return found;
      await sleep(500);
    }
    return this.deployment(id);
  }

  async stopPrometheus(): Promise<void> {
    await this.loading?.prometheus.stop();
  }

  async audit(): Promise<AuditEntry[]> {
    const { body } = await this.portal.as('sre').get('/v1/audit?limit=100');
    return body.entries;
  }

  git(...args: string[]): Promise<string> {
    return this.gitHost.git(REPO, ...args);
  }

  onMain(path: string): Promise<string> {
    return this.git('show', `main:${path}`);
  }

  async filesOn(ref: string): Promise<string[]> {
    const names = await this.git('ls-tree', '-r', '--name-only', ref);
    return names.trim().split('\n');
  }
}

async function startLoading(folder: string, gitHost: GitHost) {
  const checkout = join(folder, 'checkout');
  const prometheus = await startPrometheus({
    dataDir: join(folder, 'prometheus'),
    historyDays: 1,
    ruleDir: checkout,
  });
  const deployer = await startDeployer({
    repository: gitHost.repositoryPath(REPO),
    checkoutDir: checkout,
    reload: () => prometheus.reload(),
    // Only when it is told to.
    intervalMs: 24 * 60 * 60_000,
  });
  return { prometheus, deployer };
}

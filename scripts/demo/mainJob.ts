import { setTimeout as sleep } from 'node:timers/promises';
import {
  ARTIFACT_TYPES,
  type Artifact,
  type AuditVerification,
  type DeployResult,
  type Deployment,
  type GenerateResult,
  type Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Answer, DemoWorld } from 'testbed';
import { GITOPS_REPOSITORY } from 'testbed';
import { type Steps, expect } from './steps';

const ENTITY = 'component:default/payments-api';
const APPROVED = ['checkout_latency_p95', 'payment_success_rate'];

/** What the main job made. */
export interface MainJobOutcome {
  artifacts: Artifact[];
  prUrl: string | null;
}

/** Takes approved SLOs to a merged pull request, as people would, over HTTP. */
export async function driveMainJob(
  world: DemoWorld,
  steps: Steps,
): Promise<MainJobOutcome> {
  const { portal, gitHost, prometheus, deployer } = world;
  const author = portal.as('author');
  const sre = portal.as('sre');
  const stranger = portal.as('stranger');
  let slos: Slo[] = [];
  let artifacts: Artifact[] = [];
  let deployed: DeployResult | undefined;
  const chosen = () => slos.filter(slo => APPROVED.includes(slo.name));
  const artifactIds = () => artifacts.map(artifact => artifact.id);

  await steps.run('read SLO documents', async () => {
    const answer = await author.get<{ slos: Slo[] }>(
      `slo-scout/v1/slos?entity_ref=${ENTITY}`,
    );
    slos = answer.body.slos;
    expect(chosen().length === APPROVED.length, `found ${names(slos)}`);
    return `${names(slos)} from the catalog's file`;
  });

  await steps.run('approve the SLOs', async () => {
    for (const slo of chosen()) {
      const answer = await sre.patch(`slo-scout/v1/slos/${slo.id}`, {
        action: 'approve',
      });
      expectStatus(answer, 200);
    }
    return `${APPROVED.join(', ')} by sre`;
  });

  await steps.run('refuse a draft', async () => {
    const draft = slos.find(slo => !APPROVED.includes(slo.name));
    expect(draft !== undefined, 'the demo has no draft');
    const answer = await author.post('slo-scout/v1/artifacts/generate', {
      slo_ids: [draft.id],
      artifact_types: ARTIFACT_TYPES,
    });
    expectStatus(answer, 400);
    return messageOf(answer);
  });

  await steps.run('generate and validate', async () => {
    const answer = await author.post<GenerateResult>(
      'slo-scout/v1/artifacts/generate',
      { slo_ids: chosen().map(slo => slo.id), artifact_types: ARTIFACT_TYPES },
    );
    expectStatus(answer, 201);
    artifacts = answer.body.artifacts;
    const open = artifacts.filter(a => a.validation_status !== 'passed');
    expect(open.length === 0, `not passed: ${open.map(describe).join('; ')}`);
    return `${artifacts.length} files, all passed; ${dryRunOf(artifacts)}`;
  });

  await steps.run('refuse a stranger', async () => {
    const answer = await stranger.post('slo-scout/v1/artifacts/approve', {
      artifact_ids: artifactIds(),
    });
    expectStatus(answer, 403);
    return messageOf(answer);
  });

  await steps.run('approve the bundle', async () => {
    const answer = await sre.post<{
      decision: {
        blast_radius: {
          services: { value: string[] };
          endpoints: { value: string[] };
          traffic_percent: { value: number };
        };
      };
    }>('slo-scout/v1/artifacts/approve', { artifact_ids: artifactIds() });
    expectStatus(answer, 200);
    const radius = answer.body.decision.blast_radius;
    return `${radius.services.value.length} service, ${
      radius.endpoints.value.length
    } endpoints, ${radius.traffic_percent.value.toFixed(1)} % of the traffic`;
  });

  await steps.run('open the pull request', async () => {
    const answer = await author.post<DeployResult>('slo-scout/v1/pr', {
      artifact_ids: artifactIds(),
      target_repo: GITOPS_REPOSITORY,
      target_branch: 'main',
      environment: 'production',
    });
    expectStatus(answer, 201);
    deployed = answer.body;
    return String(deployed.pr_url);
  });

  await steps.run('merge it on the Git host', async () => {
    const merged = await gitHost.mergePullRequest(
      GITOPS_REPOSITORY,
      Number(deployed?.pr_number),
    );
    return `#${merged.number}`;
  });

  await steps.run('webhook: deployed', async () => {
    const deployment = await eventually(async () => {
      const answer = await author.get<{ deployment: Deployment }>(
        `slo-scout/v1/deployments/${deployed?.deployment_id}`,
      );
      const { deployment: state } = answer.body;
      return state.status === 'deployed' ? state : undefined;
    }, 'the deployment is still not deployed');
    return `commit ${deployment.merge_commit_sha?.slice(0, 12)}`;
  });

  await steps.run('Prometheus has loaded the rules', async () => {
    await deployer.poke();
    const groups = await eventually(async () => {
      const loaded = await loadedGroups(prometheus.url);
      return loaded.includes('payments_api_slos') ? loaded : undefined;
    }, 'the rule groups are not loaded');
    return groups.join(', ');
  });

  await steps.run('verify the audit trail', async () => {
    const answer = await sre.get<AuditVerification>(
      'slo-scout/v1/audit/verify',
    );
    expectStatus(answer, 200);
    expect(answer.body.ok, `broken at entry ${answer.body.first_bad_seq}`);
    return `${answer.body.entries} entries, chain intact`;
  });

  await steps.run('the portal’s own metrics', async () => {
    const text = await (await fetch(portal.metricsUrl)).text();
    for (const name of [
      'artifact_generation_duration_seconds_count',
      'policy_guard_violations_total',
    ]) {
      expect(text.includes(name), `${name} is not exported`);
    }
    await eventually(
      async () =>
        (await hasSamples(
          prometheus.url,
          'artifact_generation_duration_seconds_count',
        )) || undefined,
      'Prometheus has not scraped them',
    );
    return 'scraped by Prometheus';
  });

  return { artifacts, prUrl: deployed?.pr_url ?? null };
}

function names(slos: Slo[]): string {
  return slos.map(slo => slo.name).join(', ') || 'none';
}

function describe(artifact: Artifact): string {
  return `${artifact.path} ${artifact.validation_status} (${
    artifact.validation_errors[0]?.message ??
    artifact.dry_run_result?.reason ??
    ''
  })`;
}

function dryRunOf(artifacts: Artifact[]): string {
  const result = artifacts.find(a => a.dry_run_result)?.dry_run_result;
  return result
    ? `dry run: ${result.historical_trigger_count} firings in ${result.range_days} d`
    : 'no dry run';
}

function messageOf(answer: Answer): string {
  const { error } = answer.body as { error?: { message?: string } };
  return error?.message ?? JSON.stringify(answer.body);
}

function expectStatus(answer: Answer<unknown>, status: number) {
  expect(
    answer.status === status,
    `expected ${status}, got ${answer.status}: ${messageOf(answer as Answer)}`,
  );
}

async function eventually<T>(
  look: () => Promise<T | undefined>,
  otherwise: string,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(otherwise);
}

async function loadedGroups(prometheusUrl: string): Promise<string[]> {
  const answer = (await (
    await fetch(`${prometheusUrl}/api/v1/rules`)
  ).json()) as { data: { groups: Array<{ name: string }> } };
  return answer.data.groups.map(group => group.name);
}

async function hasSamples(prometheusUrl: string, metric: string) {
  const answer = (await (
    await fetch(`${prometheusUrl}/api/v1/query?query=${metric}`)
  ).json()) as { data: { result: unknown[] } };
  return answer.data.result.length > 0;
}

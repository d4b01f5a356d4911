import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  demoPlatformDirectory,
  startGitHost,
  startPortal,
  type GitHost,
  type PortalHandle,
} from 'testbed';

jest.setTimeout(180_000);

const ENTITY = 'component:default/payments-api';

/** Nothing listens there: the dry run of this test is inconclusive, and says so. */
const NO_PROMETHEUS = 'http://127.0.0.1:9';

let dataDir: string;
let gitHost: GitHost;
let portal: PortalHandle;

/** Asks until there is an answer; the last refusal says why there was none. */
async function eventually<T>(what: string, ask: () => Promise<T | undefined>) {
  let reason: unknown = 'nothing yet';
  for (let attempt = 0; attempt < 240; attempt++) {
    try {
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
    } catch (error) {
      reason = error;
    }
    await sleep(250);
  }
  throw new Error(`${what} did not come: ${reason}`);
}

async function ownershipOf(user: string): Promise<string[]> {
  const { body } = await portal
    .as(user)
    .get<{ claims: { ent: string[] } }>('auth/v1/userinfo');
  return body.claims.ent;
}

async function approvedSlo(name: string): Promise<void> {
  const sre = portal.as('sre');
  const slo = await eventually(`The SLO ${name}`, async () => {
    const { status, body } = await sre.get<{ slos: Slo[] }>(
      `slo-scout/v1/slos?entity_ref=${ENTITY}`,
    );
    if (status !== 200) {
      throw new Error(JSON.stringify(body));
    }
    return body.slos.find(candidate => candidate.name === name);
  });
  if (slo.status === 'draft') {
    const { status } = await sre.patch(`slo-scout/v1/slos/${slo.id}`, {
      action: 'approve',
    });
    expect(status).toBe(200);
  }
}

async function runTemplate(user: string, values: Record<string, unknown>) {
  const client = portal.as(user);
  const created = await client.post<{ id: string }>('scaffolder/v2/tasks', {
    templateRef: 'template:default/slo-artifacts',
    values,
  });
  expect(created.status).toBe(201);
  return eventually('The end of the task', async () => {
    const { body } = await client.get<
      Array<{ type: string; body: { message: string; output?: TaskOutput } }>
    >(`scaffolder/v2/tasks/${created.body.id}/events`);
    const end = body.find(event => event.type === 'completion');
    return end && { ...end.body, log: JSON.stringify(body) };
  });
}

interface TaskOutput {
  text: Array<{ content: string }>;
}

describe('the portal, from source in production mode', () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'portal-'));
    gitHost = await startGitHost({
      dataDir: join(dataDir, 'git'),
      repositories: {
        'acme/platform': demoPlatformDirectory,
        'acme/observability-config': { 'README.md': '# Observability\n' },
      },
    });
    portal = await startPortal({
      dataDir: join(dataDir, 'portal'),
      prometheusUrl: NO_PROMETHEUS,
      gitHost: gitHost.host,
      gitToken: gitHost.token,
      webhookSecret: 'secret',
    });
    await eventually('The catalog', () => ownershipOf('stranger'));
  });

  afterAll(async () => {
    await portal?.stop();
    await gitHost?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it.each([
    ['author', 'group:default/payments-team', 'group:default/web-team'],
    ['sre', 'group:default/sre'],
    ['senior-sre', 'group:default/senior-sre'],
    ['vp-engineering', 'group:default/vp-engineering'],
    ['budget-owner', 'group:default/budget-owners'],
    ['stranger', 'group:default/guests'],
  ])('signs in %s as a member of %s', async (user, ...groups) => {
    await expect(ownershipOf(user)).resolves.toEqual([
      `user:default/${user}`,
      ...groups,
    ]);
  });

  it('refuses somebody who is not in the catalog', async () => {
    await expect(portal.as('mallory').token()).rejects.toThrow(
      /401 .*has no user \\"mallory\\"/,
    );
  });

  it('gives its metrics to Prometheus', async () => {
    const response = await fetch(portal.metricsUrl);
    expect(response.status).toBe(200);
    await expect(response.text()).resolves.toMatch(
      /^backend_tasks_task_runs_count_total\{/m,
    );
  });

  it('generates by the template, as the person who started it', async () => {
    await approvedSlo('checkout_latency_p95');
    await approvedSlo('payment_success_rate');

    const { message, output, log } = await runTemplate('author', {
      entityRef: ENTITY,
      artifactTypes: ['recording_rule', 'alert_rule'],
      environment: 'production',
      validationOnly: false,
    });

    expect({ message, log }).toEqual({
      message: 'Run completed with status: completed',
      log: expect.stringContaining('Generating from'),
    });
    expect(output?.text[0].content).toMatch(
      /^\| `prometheus\/rules\/alerting\/.* \| alert_rule \| inconclusive \| inconclusive: /m,
    );
    const { body } = await portal
      .as('sre')
      .get<{ artifacts: Array<{ created_by: string }> }>(
        `slo-scout/v1/artifacts?entity_ref=${ENTITY}`,
      );
    expect(body.artifacts.map(artifact => artifact.created_by)).toEqual([
      'user:default/author',
      'user:default/author',
    ]);
  });

  it('says in the log of the template why a stranger is refused', async () => {
    const { message, log } = await runTemplate('stranger', {
      entityRef: ENTITY,
      artifactTypes: ['runbook'],
      environment: 'production',
      validationOnly: false,
    });

    expect(message).toBe('Run completed with status: failed');
    expect(log).toMatch(/SLO Scout refused.*slo-scout\.artifact\.generate/);
  });
});

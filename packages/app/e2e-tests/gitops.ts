import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type {
  Artifact,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Browser, type Page, expect } from '@playwright/test';
import { ratioDocument } from './documents';
import { apiOf, openAs } from './portal';

const run = promisify(execFile);

const PORTAL = String(process.env.E2E_PORTAL_URL);
const REPOSITORY = String(process.env.E2E_GITOPS_REPOSITORY);

/** A service that the other tests leave alone. */
export const ENTITY = 'component:default/checkout-web';
export const CHECKOUT_TAB = '/catalog/default/component/checkout-web/slo-scout';
export const ALERTS = 'prometheus/rules/alerting/checkout_web_slos.yaml';

const requests = (more = '') =>
  `http_requests_total{service="checkout-web", route="/order", environment="production"${more}}`;

const document = (target: number) =>
  ratioDocument({
    ...{ service: 'checkout-web', name: 'order_success', target },
    severity: 'high',
    counted: { good: requests(', code!~"5.."') },
    total: requests(),
  });

/** The author writes and generates, an SRE approves: files that may be deployed. */
export async function approvedFiles(target: number): Promise<Artifact[]> {
  const author = await apiOf(PORTAL, 'author');
  const sre = await apiOf(PORTAL, 'sre');
  const written = await author<{ slos: Slo[] }>('POST', '/v1/slos', {
    entity_ref: ENTITY,
    document: document(target),
  });
  expect(written).toMatchObject({ slos: [{ name: 'order_success' }] });
  const [{ id }] = written.slos;
  await sre('PATCH', `/v1/slos/${id}`, { action: 'approve' });
  const generated = await author<{ artifacts: Artifact[] }>(
    'POST',
    '/v1/artifacts/generate',
    { slo_ids: [id], artifact_types: ['recording_rule', 'alert_rule'] },
  );
  expect(generated).toMatchObject({
    artifacts: [
      { validation_status: 'passed' },
      { validation_status: 'passed' },
    ],
  });
  const approval = await sre('POST', '/v1/artifacts/approve', {
    artifact_ids: generated.artifacts.map(artifact => artifact.id),
  });
  expect(approval).toMatchObject({ decision: { outcome: 'allowed' } });
  return generated.artifacts;
}

/** An SRE takes the service's SLO out of force. */
export async function retire(): Promise<void> {
  const sre = await apiOf(PORTAL, 'sre');
  const { slos } = await sre<{ slos: Slo[] }>(
    'GET',
    `/v1/slos?entity_ref=${encodeURIComponent(ENTITY)}`,
  );
  for (const { id, status } of slos) {
    if (status === 'approved') {
      await sre('PATCH', `/v1/slos/${id}`, { action: 'retire' });
    }
  }
}

/** Artifacts of the service as an SRE sees them now. */
export async function artifactsNow(): Promise<Artifact[]> {
  const sre = await apiOf(PORTAL, 'sre');
  const answer = await sre<{ artifacts: Artifact[] }>(
    'GET',
    `/v1/artifacts?entity_ref=${encodeURIComponent(ENTITY)}`,
  );
  return answer.artifacts;
}

/** Somebody in a browser of their own, before a view of the service. */
export async function pageOf(
  browser: Browser,
  name: string,
  view: 'artifacts' | 'deployments',
): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await openAs(page, name, view, PORTAL, CHECKOUT_TAB);
  return page;
}

/** The deployment that was begun last. */
export const newest = (page: Page) => page.getByRole('article').first();

/** The step that is under way there. */
export const currentStep = (page: Page) =>
  newest(page).locator('[aria-current="step"]');

/** Somebody merges on the Git host's own page. */
export async function mergeOnHost(browser: Browser, url: string) {
  const host = await (await browser.newContext()).newPage();
  await host.goto(url);
  await host.getByRole('button', { name: 'Merge' }).click();
  await expect(host.getByText(/Merged as/)).toBeVisible();
  await host.close();
}

/** Address of the newest deployment's pull request. */
export async function pullRequestOf(page: Page): Promise<string> {
  const link = newest(page).getByRole('link', { name: /Pull request #\d+/ });
  return String(await link.getAttribute('href'));
}

/** Loaded, evaluated, and looked at: that takes some looks of the portal. */
export const LIVE = { timeout: 120_000 };

/** The newest deployment has gone all its way. */
export async function isLive(page: Page) {
  await expect(newest(page).getByText(/^Loaded as approved\./)).toBeVisible(
    LIVE,
  );
  await expect(currentStep(page)).toHaveCount(0);
}

/** Content of a file on main. */
export async function onMain(path: string): Promise<string> {
  const { stdout } = await run('git', [
    `--git-dir=${REPOSITORY}`,
    'show',
    `main:${path}`,
  ]);
  return stdout;
}

/** A colleague changes a file by hand and pushes to main, past every review. */
export async function pushToMain(
  path: string,
  change: (content: string) => string,
) {
  const clone = await mkdtemp(join(tmpdir(), 'slo-scout-colleague-'));
  const git = (...args: string[]) => run('git', args, { cwd: clone });
  try {
    await git('clone', '--quiet', '--branch', 'main', REPOSITORY, '.');
    const file = join(clone, path);
    const before = await readFile(file, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(file, after);
    const name = ['-c', 'user.name=Carla', '-c', 'user.email=carla@acme.test'];
    await git(...name, 'commit', '--quiet', '--all', '-m', 'by hand');
    await git('push', '--quiet', 'origin', 'HEAD:main');
  } finally {
    await rm(clone, { recursive: true, force: true });
  }
}

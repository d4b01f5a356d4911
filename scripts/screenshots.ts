import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, startDemoWorld, stopAllChildren } from 'testbed';
import { driveMainJob } from './demo/mainJob';
import { Steps } from './demo/steps';

const IMAGES = resolve('docs/images');
const TAB = '/catalog/default/component/payments-api/slo-scout';

async function shoot(page: Page, name: string) {
  // Fonts and the last transitions.
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
}

async function main() {
  mkdirSync(IMAGES, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'slo-scout-screenshots-'));
  const world = await startDemoWorld({
    dataDir: folder,
    historyCache: resolve('.demo/history'),
    configs: [resolve('scripts/screenshots.yaml')],
  });
  const steps = new Steps();
  await driveMainJob(world, steps);
  if (!steps.ok) throw new Error('The main job failed, see above');

  const browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: { width: 1280, height: 860 },
  });
  const open = (path: string) => page.goto(`${world.portal.url}${path}`);
  await open('/');
  await page.getByRole('button', { name: 'Sign in as sre' }).first().waitFor();
  await shoot(page, 'sign-in');
  await page
    .getByRole('button', { name: 'Sign in as sre', exact: true })
    .click();
  await page.getByRole('link', { name: 'Payments API' }).first().waitFor();

  await open(`${TAB}/slos`);
  const measured = page.getByText(/of the error budget left/).first();
  for (let tries = 1; !(await measured.isVisible()); tries += 1) {
    if (tries > 20) throw new Error('The portal has measured nothing');
    await page.waitForTimeout(5000);
    await page.reload();
    await page.getByText('Error budget', { exact: true }).first().waitFor();
    await page.waitForTimeout(2000);
  }
  await shoot(page, 'slos');
  await page
    .getByRole('button', { name: 'Show budget by day: payment_success_rate' })
    .click();
  const budget = page.getByRole('article', { name: 'payment_success_rate' });
  await budget.scrollIntoViewIfNeeded();
  await shoot(page, 'budget');

  await page
    .getByRole('button', { name: 'What if… payment_success_rate' })
    .click();
  const whatIf = page.getByRole('dialog');
  await whatIf
    .getByRole('group', { name: 'Timeline of firings' })
    .waitFor({ timeout: 60_000 });
  await whatIf.getByLabel('Objective in percent').fill('99.5');
  await whatIf.getByText(/Computed from history/).waitFor();
  await shoot(page, 'what-if');

  await open(`${TAB}/artifacts`);
  const alerts = page.getByRole('article', { name: /payments_api_slos/ });
  await alerts.getByRole('button', { name: /^Show details/ }).click();
  await alerts.getByRole('group', { name: 'Timeline of firings' }).waitFor();
  await alerts.scrollIntoViewIfNeeded();
  await shoot(page, 'dry-run');

  await page.getByRole('button', { name: /^Preview .*slos\.yaml/ }).click();
  await page.getByRole('textbox', { name: /^Content of/ }).waitFor();
  await shoot(page, 'preview');

  await open(`${TAB}/artifacts/policy`);
  await page.getByRole('row', { name: /Affected traffic/ }).waitFor();
  await shoot(page, 'policy');

  await open(`${TAB}/deployments`);
  await page.getByText('Live', { exact: true }).first().waitFor();
  await shoot(page, 'deployment');

  await open(`${TAB}/audit`);
  await page.getByText(/Chain verified/).waitFor();
  await shoot(page, 'audit');

  const [pullRequest] = world.gitHost.pullRequests('acme/observability-config');
  await page.goto(
    `${world.gitHost.url}/acme/observability-config/pull/${pullRequest.number}`,
  );
  await shoot(page, 'pull-request');

  await browser.close();
  await world.stop();
  await rm(folder, { recursive: true, force: true });
}

main()
  .then(() => stopAllChildren())
  .then(() => process.exit(0))
  .catch(async error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    await stopAllChildren();
    process.exit(1);
  });

import type { Page } from 'playwright-core';
import type { DemoWorld } from 'testbed';

const ENTITY = '/catalog/default/component/payments-api';
const TAB = `${ENTITY}/slo-scout`;

/** A picture that is worth keeping: its name, and the way to it from anywhere. */
interface Stop {
  name: string;
  reach: (page: Page, world: DemoWorld) => Promise<void>;
}

const open = (page: Page, world: DemoWorld, path: string) =>
  page.goto(`${world.portal.url}${path}`);

async function openMeasured(page: Page, world: DemoWorld) {
  await open(page, world, `${TAB}/slos`);
  const measured = page.getByText(/of the error budget left/).first();
  for (let tries = 1; !(await measured.isVisible()); tries += 1) {
    if (tries > 20) throw new Error('The portal has measured nothing');
    await page.waitForTimeout(5000);
    await page.reload();
    await page.getByText('Error budget', { exact: true }).first().waitFor();
    await page.waitForTimeout(2000);
  }
}

/** The pictures of README and docs, in the order in which people meet the views. */
export const TOUR: Stop[] = [
  {
    name: 'sign-in',
    reach: async (page, world) => {
      await open(page, world, '/');
      const sre = page.getByRole('button', { name: 'Sign in as sre' });
      await sre.first().waitFor();
    },
  },
  {
    name: 'slos',
    reach: async (page, world) => {
      await page
        .getByRole('button', { name: 'Sign in as sre', exact: true })
        .click();
      await page.getByRole('link', { name: 'Payments API' }).first().waitFor();
      await openMeasured(page, world);
    },
  },
  {
    name: 'organisation',
    reach: async (page, world) => {
      await open(page, world, '/slo-scout');
      await page
        .getByRole('row', { name: /Payments succeed/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'overview-card',
    reach: async (page, world) => {
      await open(page, world, ENTITY);
      const budget = page.getByText(/of the error budget/).last();
      await budget.waitFor();
      await budget.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'define',
    reach: async (page, world) => {
      await open(page, world, `${TAB}/slos/new`);
      await page.getByText('Availability', { exact: true }).first().waitFor();
    },
  },
  {
    name: 'budget',
    reach: async (page, world) => {
      await openMeasured(page, world);
      const name = 'payment_success_rate';
      await page
        .getByRole('button', { name: `Show budget by day: ${name}` })
        .click();
      await page.getByRole('article', { name }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'what-if',
    reach: async page => {
      await page
        .getByRole('button', { name: 'What if… payment_success_rate' })
        .click();
      const dialog = page.getByRole('dialog');
      await dialog
        .getByRole('group', { name: 'Timeline of firings' })
        .waitFor({ timeout: 60_000 });
      await dialog.getByLabel('Objective in percent').fill('99.5');
      await dialog.getByText(/Computed from history/).waitFor();
    },
  },
  {
    name: 'dry-run',
    reach: async (page, world) => {
      await open(page, world, `${TAB}/artifacts`);
      const alerts = page.getByRole('article', { name: /payments_api_slos/ });
      await alerts.getByRole('button', { name: /^Show details/ }).click();
      const timeline = { name: 'Timeline of firings' };
      await alerts.getByRole('group', timeline).waitFor();
      await alerts.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'preview',
    reach: async page => {
      await page.getByRole('button', { name: /^Preview .*slos\.yaml/ }).click();
      await page.getByRole('textbox', { name: /^Content of/ }).waitFor();
    },
  },
  {
    name: 'dashboard',
    reach: async (page, world) => {
      await open(page, world, `${TAB}/artifacts`);
      await page.getByRole('button', { name: /^Preview .*\.json/ }).click();
      await page.getByRole('tab', { name: 'Dashboard' }).click();
      await page.getByRole('img').first().waitFor({ timeout: 60_000 });
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'policy',
    reach: async (page, world) => {
      await open(page, world, `${TAB}/artifacts/policy`);
      await page.getByRole('row', { name: /Affected traffic/ }).waitFor();
    },
  },
  {
    name: 'deployment',
    reach: async (page, world) => {
      await open(page, world, `${TAB}/deployments`);
      await page
        .getByText(/^Loaded as approved\./)
        .first()
        .waitFor();
    },
  },
  {
    name: 'audit',
    reach: async (page, world) => {
      await open(page, world, `${TAB}/audit`);
      await page.getByText(/Chain verified/).waitFor();
    },
  },
  {
    name: 'pull-request',
    reach: async (page, { gitHost }) => {
      const repository = 'acme/observability-config';
      const [pullRequest] = gitHost.pullRequests(repository);
      await page.goto(
        `${gitHost.url}/${repository}/pull/${pullRequest.number}`,
      );
    },
  },
];

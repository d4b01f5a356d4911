import { type Browser, type Page, expect, test } from '@playwright/test';
import { TAB, openAs } from './portal';

test.describe.configure({ mode: 'serial' });

const document = (query: string) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: confirm_success_rate
  labels:
    severity: medium
spec:
  service: payments-api
  indicator:
    metadata:
      name: confirm_success_rate
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource:
            type: Prometheus
            spec:
              query: '${query}'
        total:
          metricSource:
            type: Prometheus
            spec:
              query: 'sum(http_requests_total{service="payments-api",route="/confirm"})'
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.99
`;

const BROKEN =
  'sum(http_requests_total{service="payments-api",route="/confirm",code!~"5.."}';
const CORRECT = `${BROKEN})`;

async function write(page: Page, text: string) {
  const editor = page.getByRole('textbox', { name: 'SLO document' });
  await editor.fill(text);
  await page.getByRole('button', { name: 'Save as draft' }).click();
}

/** Somebody else, with a browser session of their own. */
async function approveAsSre(browser: Browser) {
  const context = await browser.newContext({
    baseURL: process.env.E2E_PORTAL_URL,
  });
  const page = await context.newPage();
  await openAs(page, 'sre', 'slos');
  await page
    .getByRole('button', { name: /^Approve.*confirm_success_rate/ })
    .click();
  await expect(
    page.getByText('confirm_success_rate is approved.'),
  ).toBeVisible();
  await context.close();
}

async function generateOnly(page: Page) {
  await openAs(page, 'author', 'artifacts');
  await page
    .getByRole('button', { name: 'Generate artifacts' })
    .first()
    .click();
  for (const other of ['checkout_latency_p95', 'payment_success_rate']) {
    await page.getByRole('checkbox', { name: other }).uncheck();
  }
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
}

test('a document with faults is refused with all of them', async ({ page }) => {
  await openAs(page, 'author', 'slos');
  await page.getByRole('button', { name: 'Define SLOs' }).click();
  await write(
    page,
    document(CORRECT)
      .replace('target: 0.99', 'target: 99')
      .replace('name: confirm_success_rate', 'name: ../../etc'),
  );
  await expect(
    page.getByText('The document has 2 faults. Nothing was saved.'),
  ).toBeVisible();
});

test('PromQL that does not parse is saved as a draft with a warning', async ({
  page,
  browser,
}) => {
  await openAs(page, 'author', 'slos');
  await page.getByRole('button', { name: 'Define SLOs' }).click();
  await write(page, document(BROKEN));
  await expect(
    page.getByText('Saved. Read, but without effect:'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Back to the SLOs' }).last().click();
  await approveAsSre(browser);
});

test('promtool refuses it in its own words, and the author corrects it', async ({
  page,
}) => {
  await generateOnly(page);
  await expect(
    page.getByText('Validation failed. The files are kept with their errors.'),
  ).toBeVisible({ timeout: 60_000 });
  await expect(
    page.getByRole('list', { name: 'Progress of the generation' }),
  ).toContainText('Check rules with promtool (failed)');
  // What failed is open without a click.
  await expect(page.getByText(/parse error/).first()).toBeVisible();

  await page
    .getByRole('button', { name: 'Correct confirm_success_rate' })
    .click();
  await write(page, document(CORRECT));
  await expect(page.getByText('1 SLO saved as a draft.')).toBeVisible();
});

test('after approval of the correction it generates', async ({
  page,
  browser,
}) => {
  await approveAsSre(browser);
  await generateOnly(page);
  await expect(
    page.getByText('Generated and validated. The files wait for approval.'),
  ).toBeVisible({ timeout: 60_000 });
});

test('an SRE rejects a file with a reason, and retires the SLO', async ({
  page,
}) => {
  await openAs(page, 'sre', 'artifacts');
  await page
    .getByRole('button', {
      name: 'Reject runbooks/payments_api_confirm_success_rate.yaml',
    })
    .click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Not yet.');
  await page.getByRole('button', { name: 'Reject file' }).click();
  await expect(page.getByText('Rejected: Not yet.')).toBeVisible();

  await page.goto(`${TAB}/slos`);
  await page
    .getByRole('button', { name: 'Retire confirm_success_rate' })
    .click();
  await page.getByRole('button', { name: 'Retire SLO' }).click();
  await expect(
    page.getByText('confirm_success_rate is retired.'),
  ).toBeVisible();
});

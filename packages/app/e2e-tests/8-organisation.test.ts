import { expect, test } from '@playwright/test';
import { failuresDocument } from './documents';
import { apiOf, signIn, watchErrors } from './portal';

test.describe.configure({ mode: 'serial' });

const LEDGER = 'component:default/ledger';
const NAME = 'ledger_success_rate';
const TAB = '/catalog/default/component/ledger/slo-scout';

const DOCUMENT = failuresDocument({
  service: 'ledger',
  name: NAME,
  severity: 'high',
  target: 0.99,
});

test('from the sidebar to the queue, and from there to the approval', async ({
  page,
  baseURL,
}) => {
  const errors = watchErrors(page);
  const call = await apiOf(String(baseURL), 'sre');
  const written = await call<{ slos?: unknown[] }>('POST', '/v1/slos', {
    entity_ref: LEDGER,
    document: DOCUMENT,
  });
  expect(written.slos).toHaveLength(1);

  await signIn(page, 'sre');
  await page.getByRole('link', { name: 'SLO Scout' }).first().click();
  await expect(
    page.getByRole('heading', { name: 'SLOs in force' }),
  ).toBeVisible();
  // The framework draws the header; the page must not draw another.
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);

  await page.getByRole('link', { name: /^My queue \(\d+\)$/ }).click();
  const item = page.getByRole('article', {
    name: `ledger: SLO ${NAME}: a draft waits for approval`,
  });
  await expect(item).toContainText('by sre');
  await item
    .getByRole('button', { name: 'Review the draft of ledger' })
    .click();
  await page.waitForURL(`**${TAB}/slos`);
  await page.getByRole('button', { name: `Approve ${NAME}` }).click();
  await expect(page.getByText(`${NAME} is approved.`)).toBeVisible();

  await page.goto('/slo-scout/queue');
  await expect(
    page.getByRole('heading', { name: 'Waiting for you' }),
  ).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(item).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('search and filters stay, after a reload and in a link', async ({
  page,
  context,
}) => {
  const errors = watchErrors(page);
  await signIn(page, 'sre');
  await page.goto('/slo-scout');
  await page.getByLabel('Search services and SLOs').fill('ledger');
  await expect(page).toHaveURL(/search=ledger/);
  const row = page.getByRole('row').filter({ hasText: NAME });
  await expect(row).toContainText('99 % over 28d');
  await expect(
    page.getByRole('row').filter({ hasText: 'payments-api' }),
  ).toHaveCount(0);

  await page.getByRole('button', { name: /^Order / }).click();
  await page.getByRole('option', { name: 'By name' }).click();
  await expect(page).toHaveURL(/sort=name/);
  await page.reload();
  await expect(page.getByLabel('Search services and SLOs')).toHaveValue(
    'ledger',
  );
  await expect(row).toBeVisible();

  // A colleague, in a tab and session of their own.
  const other = await context.newPage();
  await signIn(other, 'author');
  await other.goto(page.url());
  await expect(other.getByRole('row').filter({ hasText: NAME })).toBeVisible();
  await other
    .getByRole('row')
    .filter({ hasText: NAME })
    .getByRole('link', { name: 'ledger' })
    .click();
  await other.waitForURL(
    ({ pathname, search }) =>
      pathname === TAB && search === '?environment=production',
  );
  expect(errors).toEqual([]);
});

test('somebody who may decide nothing has nothing in the queue', async ({
  page,
}) => {
  await signIn(page, 'stranger');
  await page.goto('/slo-scout/queue');
  await expect(page.getByText(/^Nothing waits for you/)).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'My queue', exact: true }),
  ).toBeVisible();
});

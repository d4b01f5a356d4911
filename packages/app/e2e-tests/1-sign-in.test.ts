import { expect, test } from '@playwright/test';
import { TAB, openAs, signIn, watchErrors } from './portal';

test('the sign-in page lists the people, and remembers who it is', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await page.goto('/');
  for (const name of [
    'author',
    'sre',
    'senior-sre',
    'vp-engineering',
    'budget-owner',
    'stranger',
  ]) {
    await expect(
      page.getByRole('button', { name: `Sign in as ${name}`, exact: true }),
    ).toBeVisible();
  }
  await signIn(page, 'author');
  await page.reload();
  await expect(
    page.getByRole('link', { name: 'Payments API' }).first(),
  ).toBeVisible();
  expect(errors).toEqual([]);
});

test('a stranger may look and is told why the rest is closed', async ({
  page,
}) => {
  await openAs(page, 'stranger', 'slos');
  await expect(
    page.getByRole('heading', { name: 'Service level objectives' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Define SLOs' }),
  ).toBeDisabled();
  await expect(
    page.getByRole('button', { name: /^Approve checkout_latency_p95/ }),
  ).toBeDisabled();
});

test('the tab is on the pages of the other services too', async ({ page }) => {
  await signIn(page, 'sre');
  await page.goto(TAB.replace('payments-api', 'ledger'));
  await expect(page.getByText('This service has no SLO yet')).toBeVisible();
});

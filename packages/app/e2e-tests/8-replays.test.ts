import { expect, test } from '@playwright/test';
import { openAs, watchErrors } from './portal';

const OLD_RULES = `groups:
  - name: old
    rules:
      - alert: PaymentErrors
        expr: sum(rate(http_requests_total{service="payments-api",code=~"5.."}[5m])) / sum(rate(http_requests_total{service="payments-api"}[5m])) > 0.05
        for: 5m
`;

test('what if: other numbers are answered at once, and become a draft', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openAs(page, 'author', 'slos');
  await page
    .getByRole('button', { name: 'What if… payment_success_rate' })
    .click();
  const dialog = page.getByRole('dialog', {
    name: 'What if payment_success_rate had other numbers?',
  });
  await expect(dialog.getByText('Alerts per month').first()).toBeVisible({
    timeout: 60_000,
  });
  const exact = dialog.getByLabel('Objective in percent');
  await exact.fill('99.5');
  await expect(
    dialog.getByText(
      'Computed from history already fetched; Prometheus was not asked.',
    ),
  ).toBeVisible({ timeout: 30_000 });
  // Numbers that no rule can be made of are refused, and the dialog goes on.
  await exact.fill('100');
  await expect(dialog.getByRole('alert')).toContainText('100 %');
  await exact.fill('99.6');
  await expect(dialog.getByRole('button', { name: 'Use this' })).toBeEnabled();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Use this' }).click();
  await expect(
    page.getByText(
      'payment_success_rate has a new draft revision with these numbers. It waits for approval.',
    ),
  ).toBeVisible();
  expect(errors).toEqual([]);
});

test('rules that run already are replayed beside those of the SLOs', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openAs(page, 'author', 'artifacts');
  await page
    .getByRole('button', { name: 'Backtest existing rules' })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Rule file' }).click();
  await page.keyboard.insertText(OLD_RULES);
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('Both on the same time axis')).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText('PaymentErrors').first()).toBeVisible();
  await expect(
    page.getByText(/Prometheus has not recorded these alerts itself/),
  ).toBeVisible();
  expect(errors).toEqual([]);
});

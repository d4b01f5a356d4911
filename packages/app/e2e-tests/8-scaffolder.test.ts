import { expect, test } from '@playwright/test';
import { signIn, watchErrors } from './portal';
import { givenApprovedSlo } from './preparation';

const IN_FORCE = 'payment_success_rate';

test.beforeAll(async () => {
  await givenApprovedSlo(String(process.env.E2E_PORTAL_URL), IN_FORCE);
});

test('a template offers the SLOs of the chosen service, and generates from those picked', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await signIn(page, 'author');
  await page.goto('/create/templates/default/slo-artifacts');
  await page.getByRole('textbox', { name: 'Service' }).fill('payments');
  await page.getByRole('option', { name: /payments/i }).click();

  const picker = page.getByRole('textbox', { name: /^SLOs/ });
  await picker.fill('success');
  await page.getByRole('option', { name: new RegExp(IN_FORCE) }).click();
  await expect(page.getByRole('button', { name: IN_FORCE })).toBeVisible();
  // The list stays open for more.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByLabel('Validation only').check();
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByText(IN_FORCE)).toBeVisible();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('Artifacts', { exact: true })).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText(/payment_success_rate/).first()).toBeVisible();
  expect(errors).toEqual([]);
});

import { expect, test } from '@playwright/test';
import { TAB, openAs, watchErrors } from './portal';

test.describe.configure({ mode: 'serial' });

const APPROVED = ['checkout_latency_p95', 'payment_success_rate'];

test('an SRE approves two of the SLOs that came from the catalog', async ({
  page,
}) => {
  await openAs(page, 'sre', 'slos');
  for (const name of APPROVED) {
    await page.getByRole('button', { name: `Approve ${name}` }).click();
    await expect(page.getByText(`${name} is approved.`)).toBeVisible();
  }
  await expect(
    page.getByRole('button', { name: 'Approve confirm_latency_p95' }),
  ).toBeEnabled();
});

test('the author generates and sees every verdict', async ({ page }) => {
  const errors = watchErrors(page);
  await openAs(page, 'author', 'artifacts');
  await page
    .getByRole('button', { name: 'Generate artifacts' })
    .first()
    .click();
  await expect(
    page.getByRole('checkbox', { name: 'confirm_latency_p95' }),
  ).toBeDisabled();
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect(
    page.getByText('Generated and validated. The files wait for approval.'),
  ).toBeVisible({ timeout: 60_000 });

  const verdicts = page.getByRole('table', { name: 'Verdicts' });
  // Rules, inhibition, dashboard, four runbooks, and the rule tests in one row.
  await expect(verdicts.getByText('Passed', { exact: true })).toHaveCount(9);
  await expect(verdicts.getByText('13 rule tests')).toBeVisible();
  await page
    .getByRole('button', {
      name: 'Show details of prometheus/rules/alerting/payments_api_slos.yaml',
    })
    .click();
  await expect(
    page.getByText(/Exact: evaluated as Prometheus would/),
  ).toBeVisible();
  await expect(
    page.getByRole('group', { name: 'Timeline of firings' }),
  ).toBeVisible();
  expect(errors).toEqual([]);
});

test('the author previews the rules and may not approve them', async ({
  page,
}) => {
  await openAs(page, 'author', 'artifacts');
  await page
    .getByRole('button', {
      name: 'Preview prometheus/rules/alerting/payments_api_slos.yaml',
    })
    .click();
  const content = page.getByRole('textbox', { name: /^Content of/ });
  await expect(content).toContainText('payments_api_slos');
  await expect(content).toContainText('CheckoutLatencyP95High');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(
    page.getByRole('button', { name: /^Approve all/ }),
  ).toBeDisabled();
});

test('an SRE reads what the guard says and approves the bundle', async ({
  page,
}) => {
  await openAs(page, 'sre', 'artifacts');
  await page.getByRole('button', { name: 'Check policy' }).click();
  const policy = page.getByRole('dialog');
  await expect(policy.getByText('The policy allows this bundle')).toBeVisible();
  await expect(policy.getByText('Affected traffic (%)')).toBeVisible();
  await policy.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Approve all (21)' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Approve 21 files' })
    .click();
  await expect(page.getByText('21 files approved.')).toBeVisible();
});

test('the author deploys, merges on the Git host, and the tab follows by itself', async ({
  page,
  context,
}) => {
  await openAs(page, 'author', 'artifacts');
  await page.getByRole('button', { name: 'Deploy to production' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('acme/observability-config')).toBeVisible();
  await dialog.getByRole('button', { name: 'Open pull request' }).click();
  await expect(page.getByText(/Pull request #\d+ is open/)).toBeVisible();

  await page.goto(`${TAB}/deployments`);
  await expect(page.getByText('Pull request open').first()).toBeVisible();
  const link = page.getByRole('link', { name: /Pull request #\d+/ }).first();
  const gitHost = await context.newPage();
  await gitHost.goto(String(await link.getAttribute('href')));
  await expect(
    gitHost.getByText('feat(payments-api): add SLO monitoring').first(),
  ).toBeVisible();
  await gitHost.getByRole('button', { name: 'Merge' }).click();
  await expect(gitHost.getByText(/Merged as/)).toBeVisible();

  // No reload: signals, or polling where they fail. The file's rules are live
  // when the deployer has them loaded and Prometheus has evaluated each.
  await expect(page.getByText(/^Loaded as approved\./)).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByText('Prometheus: as approved')).toBeVisible();
});

test('Prometheus has loaded what was merged', async () => {
  await expect
    .poll(
      async () => {
        const response = await fetch(
          `${process.env.E2E_PROMETHEUS_URL}/api/v1/rules`,
        );
        const { data } = (await response.json()) as {
          data: { groups: Array<{ name: string }> };
        };
        return data.groups
          .map(({ name }) => name)
          .filter(name => name.startsWith('payments_api_'))
          .sort();
      },
      { timeout: 30_000 },
    )
    .toEqual(['payments_api_slis', 'payments_api_slos']);
});

test('the audit trail tells the story, and its chain is verified', async ({
  page,
}) => {
  await openAs(page, 'sre', 'audit');
  await expect(page.getByText(/Chain verified: \d+ entries/)).toBeVisible();
  const entries = page.getByRole('region', { name: 'Audit trail' });
  for (const action of [
    'Loaded and live',
    'Deployed',
    'Pull request opened',
    'Artifacts approved',
    'Artifacts generated',
    'SLO approved',
  ]) {
    await expect(
      entries.getByText(action, { exact: true }).first(),
    ).toBeVisible();
  }
});

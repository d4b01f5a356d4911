import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openAs, signIn, TAB } from './portal';
import { givenAlertRules } from './preparation';

/** Violations that keep somebody from using the view, in the part that is ours. */
async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include('main')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`,
    );
}

const VIEWS = [
  ['slos', 'Service level objectives'],
  ['slos/new', 'Define SLOs'],
  ['artifacts', 'Artifacts'],
  ['artifacts/generate', 'Generate artifacts'],
  ['artifacts/policy', 'Policy'],
  ['artifacts/backtest', 'Backtest existing rules'],
  ['deployments', 'Deployments'],
  ['audit', 'Audit'],
] as const;

/** Of the tab, and of the page about the organisation. */
const ADDRESSES = [
  ...VIEWS.map(([view, title]) => [`${TAB}/${view}`, title]),
  ['/slo-scout', 'SLOs in force'],
  ['/slo-scout/queue', 'Waiting for you'],
  ['/slo-scout/pull-requests', 'Open pull requests'],
  ['/slo-scout/drift', 'Drift'],
];

for (const [address, title] of ADDRESSES) {
  test(`${address}: nothing that keeps people out`, async ({ page }) => {
    await signIn(page, 'sre');
    await page.goto(address);
    await expect(
      page.getByRole('heading', { name: title }).first(),
    ).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await violationsOn(page)).toEqual([]);
  });
}

test('the dry run of a file: nothing that keeps people out', async ({
  page,
  baseURL,
}) => {
  await givenAlertRules(String(baseURL));
  await openAs(page, 'sre', 'artifacts');
  await page
    .getByRole('button', {
      name: 'Show details of prometheus/rules/alerting/payments_api_slos.yaml',
    })
    .first()
    .click();
  await expect(
    page.getByRole('group', { name: 'Timeline of firings' }).first(),
  ).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(await violationsOn(page)).toEqual([]);
});

test('the narrowest screen needs no sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, 'sre');
  for (const [address, title] of ADDRESSES) {
    await page.goto(address);
    await expect(
      page.getByRole('heading', { name: title }).first(),
    ).toBeVisible();
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate(() => {
      const tab = document.querySelector('main') ?? document.body;
      return tab.scrollWidth - tab.clientWidth;
    });
    expect([address, overflow]).toEqual([address, 0]);
  }
});

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { signIn, TAB } from './portal';
import { givenAlertRules, givenApprovedSlo } from './preparation';

/**
 * In the light and in the dark nothing in a view keeps somebody from using it. The app
 * begins anew in another theme: the view has to become ready once more.
 */
async function expectUsable(
  page: Page,
  ready: () => Promise<unknown>,
  part = 'main',
) {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      theme,
    );
    await ready();
    await page.waitForLoadState('networkidle');
    await coloursSettled(page);
    expect([theme, await violationsIn(page, part)]).toEqual([theme, []]);
  }
}

/** Colours fade into each other; half-way there nothing can be read. */
async function coloursSettled(page: Page) {
  await page.waitForFunction(
    () =>
      !document
        .getAnimations()
        .some(animation => animation instanceof CSSTransition),
  );
}

/** Serious violations in the part that is ours. */
async function violationsIn(page: Page, part: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
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
    await expectUsable(page, () =>
      expect(page.getByRole('heading', { name: title }).first()).toBeVisible(),
    );
  });
}

test('the dry run of a file: nothing that keeps people out', async ({
  page,
  baseURL,
}) => {
  await givenAlertRules(String(baseURL));
  await signIn(page, 'sre');
  await expectUsable(page, async () => {
    await page.goto(`${TAB}/artifacts`);
    await page
      .getByRole('button', {
        name: 'Show details of prometheus/rules/alerting/payments_api_slos.yaml',
      })
      .first()
      .click();
    await expect(
      page.getByRole('group', { name: 'Timeline of firings' }).first(),
    ).toBeVisible();
  });
});

/** On the overview of an entity, among cards that are not ours. */
const OVERVIEW = TAB.replace(/\/slo-scout$/, '');
const CARD = `main .MuiCard-root:has(a[href="${TAB}"])`;

/** The card, once it shows how the SLOs stand. */
async function readyCard(page: Page) {
  const card = page.locator(CARD);
  await expect(
    card.getByRole('list', { name: 'SLOs in force, the worst first' }),
  ).toBeVisible();
  await page.waitForLoadState('networkidle');
  return card;
}

test('the card of the overview: nothing that keeps people out', async ({
  page,
  baseURL,
}) => {
  await givenApprovedSlo(String(baseURL), 'payment_success_rate');
  await signIn(page, 'sre');
  await page.goto(OVERVIEW);
  await expectUsable(page, () => readyCard(page), CARD);
});

test('the card of the overview fits on the narrowest screen', async ({
  page,
  baseURL,
}) => {
  await givenApprovedSlo(String(baseURL), 'payment_success_rate');
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, 'sre');
  await page.goto(OVERVIEW);
  const card = await readyCard(page);
  const { left, right, overflow } = await card.evaluate(element => ({
    ...element.getBoundingClientRect().toJSON(),
    overflow: element.scrollWidth - element.clientWidth,
  }));
  expect(overflow).toBe(0);
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(360);
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

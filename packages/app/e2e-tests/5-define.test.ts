import { expect, type Page, test } from '@playwright/test';
import { signIn, TAB, watchErrors } from './portal';

const PLACE = TAB.replace('payments-api', 'checkout-web');

/** A service without SLOs, whose metrics are in the world's Prometheus. */
async function openNew(page: Page) {
  await signIn(page, 'sre');
  await page.goto(`${PLACE}/slos/new`);
  await expect(page.getByRole('article', { name: 'Availability' })).toBeVisible(
    { timeout: 30_000 },
  );
}

const text = (page: Page) =>
  page.getByRole('textbox', { name: 'SLO document', exact: true });

test('an SLO is defined from what the service measures', async ({ page }) => {
  const errors = watchErrors(page);
  await openNew(page);

  // Template to form and document.
  await page.getByRole('button', { name: 'Use this: Availability' }).click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveValue('availability');
  await expect(text(page)).toContainText('http_requests_total');

  // Form to document.
  await name.fill('pages-answered');
  await expect(text(page)).toContainText('name: pages-answered');

  // Document to form.
  const written = (await text(page).innerText()).replace(
    'displayName: Requests succeed',
    'displayName: Pages are answered # by hand',
  );
  await text(page).fill(written);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(
    'Pages are answered',
  );

  // Names come from Prometheus.
  const total = page.getByRole('textbox', { name: 'All events (PromQL)' });
  const query = await total.innerText();
  await total.fill('');
  await total.pressSequentially('http_request_dur', { delay: 30 });
  await expect(
    page.getByRole('option', { name: /http_request_duration_seconds_count/ }),
  ).toBeVisible({ timeout: 15_000 });
  await page.keyboard.press('Escape');
  await total.fill(query);

  // The check evaluates both queries.
  const check = page.getByRole('region', { name: 'Check' });
  await expect(check.getByText('The document can be saved.')).toBeVisible({
    timeout: 30_000,
  });
  await expect(check.getByText('1 series')).toHaveCount(2);

  // The line is moved by keyboard, into form and document.
  const line = page.getByRole('slider', { name: 'Objective' });
  await expect(line).toBeVisible({ timeout: 60_000 });
  await expect(line).toHaveAttribute('aria-valuenow', '99.9');
  await line.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('textbox', { name: 'Objective' })).toHaveValue(
    '99.85',
  );
  await expect(text(page)).toContainText('target: 0.9985');
  await expect(text(page)).toContainText('# by hand');

  await page.getByRole('button', { name: 'Save as draft' }).click();
  await expect(page.getByText('1 SLO saved as a draft.')).toBeVisible();
  await expect(
    page.getByRole('article', { name: 'pages-answered' }),
  ).toContainText('99.85 %');
  expect(errors).toEqual([]);
});

test('the line is dragged by mouse', async ({ page }) => {
  await openNew(page);
  const line = page.getByRole('slider', { name: 'Objective' });
  await expect(line).toBeVisible({ timeout: 60_000 });
  await line.scrollIntoViewIfNeeded();
  const before = await line.getAttribute('aria-valuenow');
  const box = (await line.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 120, { steps: 5 });
  await page.mouse.up();
  await expect(line).not.toHaveAttribute('aria-valuenow', before!);
  const moved = Number(await line.getAttribute('aria-valuenow'));
  expect(moved).toBeLessThan(Number(before));
  await expect(page.getByRole('textbox', { name: 'Objective' })).toHaveValue(
    String(moved),
  );
});

test('what is not saved is asked for', async ({ page }) => {
  await openNew(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('half-written');
  await page.getByRole('button', { name: 'Back to the SLOs' }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(
    'half-written',
  );
});

test('the draft is retired again', async ({ page }) => {
  await signIn(page, 'sre');
  await page.goto(`${PLACE}/slos`);
  await page.getByRole('button', { name: 'Retire pages-answered' }).click();
  await page.getByRole('button', { name: 'Retire SLO' }).click();
  await expect(page.getByText('pages-answered is retired.')).toBeVisible();
});

import { expect, type Page, test } from '@playwright/test';
import { openAs, TAB } from './portal';
import { givenAlertRules } from './preparation';

// Half an hour beside UTC, so that neither hours nor minutes are right by chance.
test.use({ timezoneId: 'Asia/Kolkata' });
const AHEAD_MS = 5.5 * 3_600_000;

/** What is shown of times, and what clocks in India and in UTC show of them. */
async function timesOn(page: Page) {
  const times = await page.locator('main time').evaluateAll(found =>
    found.map(time => ({
      at: time.getAttribute('datetime') ?? '',
      says: time.textContent ?? '',
      tip: time.getAttribute('title'),
    })),
  );
  return times.map(({ at, says, tip }) => {
    const there = new Date(Date.parse(at) + AHEAD_MS);
    return {
      shown: { says, tip },
      right: {
        // Days and the ticks of an axis say less than a moment does.
        says: says.includes(',')
          ? expect.stringMatching(
              new RegExp(
                `^${there.getUTCDate()} .* ${there.getUTCFullYear()}, ${there
                  .toISOString()
                  .slice(11, 16)}$`,
              ),
            )
          : expect.stringMatching(new RegExp(`^${there.getUTCDate()} `)),
        tip: `${at.slice(0, 19).replace('T', ' ')} UTC`,
      },
    };
  });
}

async function expectTheViewersZone(page: Page, least: number) {
  await page.waitForLoadState('networkidle');
  const times = await timesOn(page);
  expect(times.length).toBeGreaterThanOrEqual(least);
  for (const { shown, right } of times) expect(shown).toEqual(right);
}

test('times are those of the viewer’s zone, with UTC on hover', async ({
  page,
  baseURL,
}) => {
  await givenAlertRules(String(baseURL));
  await openAs(page, 'sre', 'audit');
  await expect(page.getByText('Last verified:')).toBeVisible();
  await expectTheViewersZone(page, 2);

  await page.goto(`${TAB}/artifacts`);
  await page
    .getByRole('button', {
      name: 'Show details of prometheus/rules/alerting/payments_api_slos.yaml',
    })
    .first()
    .click();
  const point = page.getByRole('slider', { name: 'Point in time' }).first();
  await point.press('Home');
  await expect(point).toHaveAttribute('aria-valuetext', / GMT\+5:30$/);
  await expectTheViewersZone(page, 7);
});

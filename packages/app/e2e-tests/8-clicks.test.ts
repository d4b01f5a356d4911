import { expect, type Locator, type Page, test } from '@playwright/test';
import { ratioDocument } from './documents';
import { apiOf, watchErrors } from './portal';

const MOST = 12;
const LEDGER = 'component:default/ledger';

/** One route only: the whole of ledger would be more traffic than the guard allows. */
const balance = (metric: string, more = '') =>
  `${metric}{service="ledger", route="/balance", environment="production"${more}}`;

const ratio = (name: string, good: string, total: string, target: number) =>
  ratioDocument({
    ...{ service: 'ledger', name, total, target },
    severity: 'high',
    counted: { good },
  });

const DRAFTS: Record<string, string> = {
  balance_success: ratio(
    'balance_success',
    balance('http_requests_total', ', code!~"5.."'),
    balance('http_requests_total'),
    0.995,
  ),
  balance_latency: ratio(
    'balance_latency',
    balance('http_request_duration_seconds_bucket', ', le="0.3"'),
    balance('http_request_duration_seconds_count'),
    0.95,
  ),
};

/**
 * Every click of a person that reached this page, by mouse or by key, also of pages
 * that are loaded later; each named by what was clicked. Playwright takes a click
 * back at the window, and tries again, where something else came under its pointer.
 */
async function countClicks(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.exposeFunction('sawClick', (what: string) => seen.push(what));
  await page.addInitScript(() => {
    document.addEventListener(
      'click',
      event => {
        // Clicks of scripts are nobody's work.
        if (!event.isTrusted) return;
        const target = event.target as Element;
        const control = target.closest('button, a, input') ?? target;
        const name = control.getAttribute('aria-label') ?? control.textContent;
        (window as unknown as { sawClick(what: string): void }).sawClick(
          String(name).trim(),
        );
      },
      // Capturing: no handler of the page can stop the event before.
      { capture: true },
    );
  });
  return seen;
}

// A control that is missing fails its own line, not the whole test's time.
test.use({ actionTimeout: 60_000 });

test(`from sign-in to an open pull request in at most ${MOST} clicks`, async ({
  page,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const errors = watchErrors(page);
  const colleague = await apiOf(String(baseURL), 'sre');
  for (const document of Object.values(DRAFTS)) {
    const written = await colleague('POST', '/v1/slos', {
      entity_ref: LEDGER,
      document,
    });
    expect(written).toMatchObject({ slos: [{ status: 'draft' }] });
  }

  const seen = await countClicks(page);
  let made = 0;
  const click = async (control: Locator) => {
    await control.click();
    made += 1;
  };
  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: true });

  // The only address that is typed. No rights but those of a senior SRE.
  await page.goto('/');
  await click(button('Sign in as senior-sre'));
  await click(page.getByRole('link', { name: 'Ledger', exact: true }).first());
  await click(
    page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: 'SLO Scout' }),
  );
  for (const name of Object.keys(DRAFTS)) {
    await click(button(`Approve ${name}`));
    await expect(page.getByText(`${name} is approved.`)).toBeVisible();
  }
  const next = page.getByRole('status', { name: 'Next step' });
  await click(next.getByRole('button'));
  await click(button('Generate'));
  await click(button('Review artifacts'));
  await click(button(/^Approve all \(\d+\)$/));
  await click(button(/^Approve \d+ files$/));
  await click(button('Deploy to production'));
  await click(button('Open pull request'));
  await expect(page.getByText(/Pull request #\d+ is open/)).toBeVisible();

  test.info().annotations.push({
    type: 'clicks',
    description: `${seen.length}: ${seen.join(' → ')}`,
  });
  // A counter that misses some would make the limit below worthless.
  expect(seen, seen.join(' → ')).toHaveLength(made);
  expect(seen.length, seen.join(' → ')).toBeLessThanOrEqual(MOST);
  expect(errors).toEqual([]);
});

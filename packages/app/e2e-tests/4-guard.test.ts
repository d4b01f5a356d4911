import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { expect, type Page, test } from '@playwright/test';
import { apiOf, openAs } from './portal';

const STRICT = String(process.env.E2E_STRICT_PORTAL_URL);

async function approvedSlos(): Promise<Slo[]> {
  const sre = await apiOf(STRICT, 'sre');
  const list = () =>
    sre<{ slos?: Slo[] }>(
      'GET',
      '/v1/slos?entity_ref=component:default/payments-api',
    );
  await expect
    .poll(async () => (await list()).slos?.length ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(0);
  const slos = ((await list()).slos ?? []).filter(
    slo => slo.name !== 'confirm_latency_p95',
  );
  for (const slo of slos) {
    await sre('PATCH', `/v1/slos/${slo.id}`, { action: 'approve' });
  }
  return slos;
}

/** The guard's judgement of a bundle waits until the answer is called for. */
async function holdGuard(page: Page): Promise<() => void> {
  let answer = () => {};
  const called = new Promise<void>(resolve => {
    answer = resolve;
  });
  await page.route('**/v1/policy/evaluate', async route => {
    await called;
    await route.continue();
  });
  return answer;
}

test('the guard refuses, and says what it measured and who may allow it', async ({
  page,
}) => {
  const slos = await approvedSlos();
  const author = await apiOf(STRICT, 'author');
  await author('POST', '/v1/artifacts/generate', {
    slo_ids: slos.map(slo => slo.id),
    artifact_types: ['recording_rule', 'alert_rule'],
  });

  await openAs(page, 'sre', 'artifacts', STRICT);
  const answerGuard = await holdGuard(page);
  await page.getByRole('button', { name: 'Approve all (2)' }).click();
  const dialog = page.getByRole('dialog');
  const approve = dialog.getByRole('button', { name: 'Approve 2 files' });
  await expect(dialog.getByRole('status')).toBeVisible();
  const place = await approve.boundingBox();
  answerGuard();
  await expect(dialog.getByText('Affected traffic (%)')).toBeVisible();
  await expect(dialog.locator('svg title').first()).toBeAttached();
  // What is about to be pressed does not move away.
  expect(await approve.boundingBox()).toEqual(place);

  await approve.click();
  await expect(
    dialog.getByText(
      'The policy refuses this bundle: 1 invariant is violated.',
    ),
  ).toBeVisible();
  await expect(
    dialog.getByText('Approval by the VP Engineering').first(),
  ).toBeVisible();

  await page.goto(
    `${STRICT}/catalog/default/component/payments-api/slo-scout/audit`,
  );
  await expect(page.getByText('Approval refused').first()).toBeVisible();
});

test('an override is asked for in place, decided by another, and used once', async ({
  browser,
}) => {
  // Each in a browser of their own, as people are.
  const pageOf = async (name: string) => {
    const page = await (await browser.newContext()).newPage();
    await openAs(page, name, 'artifacts', STRICT);
    return page;
  };
  const sre = await pageOf('sre');
  await sre.getByRole('button', { name: 'Approve all (2)' }).click();
  const dialog = sre.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve 2 files' }).click();
  await dialog
    .getByLabel('Reason')
    .fill('All payments go through this service, and always will.');
  await dialog.getByLabel('Ticket (optional)').fill('OPS-12');
  await dialog.getByRole('button', { name: 'Ask for override' }).click();
  await expect(dialog.getByText(/^Asked for\./)).toBeVisible();

  const vp = await pageOf('vp-engineering');
  await expect(vp.getByText('OPS-12')).toBeVisible();
  await vp.getByRole('button', { name: 'Approve override' }).click();
  await expect(vp.getByText('The override is approved.')).toBeVisible();

  await dialog.getByRole('button', { name: 'Approve 2 files' }).click();
  await expect(sre.getByText('2 files approved.')).toBeVisible();
});

test('a policy editor tries a change on past bundles, and keeps it', async ({
  page,
}) => {
  await openAs(page, 'senior-sre', 'artifacts', STRICT);
  await page.getByRole('button', { name: 'Policy', exact: true }).click();
  await expect(
    page.getByRole('row', { name: /Affected traffic/ }),
  ).toContainText('≤ 5');
  const editor = page.getByLabel('Settings of payments-api');
  await editor.click();
  await page.keyboard.insertText(
    'invariants: { blast_radius.traffic_percent: { limit: 1 } }',
  );
  await page
    .getByRole('button', { name: 'Try on the last 50 bundles' })
    .click();
  await expect(
    page.getByText(/It would have judged \d+ of \d+ bundles? otherwise/),
  ).toBeVisible();
  await page.getByLabel('Reason of the change').fill('Minutes of Monday');
  await page.getByRole('button', { name: 'Save as revision 1' }).click();
  await expect(
    page.getByText('Saved: revision 1 of the policy of payments-api.'),
  ).toBeVisible();
  await expect(
    page.getByRole('row', { name: /Affected traffic/ }),
  ).toContainText('people, payments-api, revision 1');
});

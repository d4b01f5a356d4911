import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { expect, test } from '@playwright/test';
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
  await page.getByRole('button', { name: 'Approve all (2)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve 2 files' }).click();
  await expect(
    dialog.getByText(
      'The policy refuses this bundle: 1 invariant is violated.',
    ),
  ).toBeVisible();
  await expect(dialog.getByText('Affected traffic (%)')).toBeVisible();
  await expect(
    dialog.getByText('Approval by the VP Engineering'),
  ).toBeVisible();

  await page.goto(
    `${STRICT}/catalog/default/component/payments-api/slo-scout/audit`,
  );
  await expect(page.getByText('Approval refused').first()).toBeVisible();
});

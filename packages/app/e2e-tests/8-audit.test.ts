import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { failuresDocument } from './documents';
import { apiOf, openAs, watchErrors } from './portal';

const PAYMENTS = 'component:default/payments-api';
const NAME = 'audit_success_rate';
const VERIFIER = path.resolve(__dirname, '../../../docs/verify-audit.mjs');

const DOCUMENT = failuresDocument({
  service: 'payments-api',
  name: NAME,
  severity: 'medium',
  target: 0.98,
});

test('the story of a bundle is read, narrowed to a person, and taken away as a file that verifies', async ({
  page,
  baseURL,
}) => {
  const errors = watchErrors(page);
  const author = await apiOf(String(baseURL), 'author');
  const sre = await apiOf(String(baseURL), 'sre');
  const { slos } = await author<{ slos: Array<{ id: string }> }>(
    'POST',
    '/v1/slos',
    { entity_ref: PAYMENTS, document: DOCUMENT },
  );
  await sre('PATCH', `/v1/slos/${slos[0].id}`, { action: 'approve' });
  const made = await sre<{ artifacts: unknown[] }>(
    'POST',
    '/v1/artifacts/generate',
    {
      slo_ids: [slos[0].id],
      artifact_types: ['recording_rule', 'alert_rule'],
    },
  );
  expect(made.artifacts.length).toBeGreaterThan(0);

  await openAs(page, 'sre', 'audit');
  const story = page.getByRole('article', {
    name: new RegExp(`^Story of .*${NAME}`),
  });
  const said = story.getByRole('listitem');
  await expect(said.filter({ hasText: 'author drafted' })).toContainText(NAME);
  await expect(
    said.filter({ hasText: `sre approved the SLO ${NAME}` }),
  ).toBeVisible();
  await expect(
    said.filter({ hasText: /sre generated \d+ file/ }),
  ).toBeVisible();
  await expect(said.first()).toContainText('drafted');
  await expect(said.last()).toContainText('generated');

  await page.getByRole('button', { name: 'Plain list' }).click();
  await page.getByLabel('Who').fill('author');
  await page.getByLabel('Who').press('Enter');
  const list = page.getByRole('list', { name: 'Audit entries' });
  await expect(list.getByText(/^author drafted/).first()).toBeVisible();
  await expect(list.getByText(/^sre /)).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Who')).toHaveValue('author');
  await expect(list.getByText(/^author drafted/).first()).toBeVisible();
  await expect(list.getByText(/^sre /)).toHaveCount(0);

  await expect(page.getByText(/Chain verified: \d+ entries/)).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export NDJSON' }).click();
  const file = await (await downloading).path();
  const { stdout } = await promisify(execFile)(process.execPath, [
    VERIFIER,
    file,
  ]);
  expect(stdout).toMatch(/^\d+ entries, chain intact/);
  // Other files look at the same service.
  await sre('PATCH', `/v1/slos/${slos[0].id}`, { action: 'retire' });
  expect(errors).toEqual([]);
});

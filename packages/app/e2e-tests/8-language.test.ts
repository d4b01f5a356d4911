import { expect, type Page, test } from '@playwright/test';
import { signIn, TAB, watchErrors } from './portal';

/** What a view says, in each language: its label, its heading, and more of it. */
interface View {
  view: string;
  label: string;
  heading: string;
  /** Texts of which one is there, whatever the other tests have done. */
  says: RegExp;
}

const viewOf = (
  name: string,
  [label, heading, says]: [string, string, RegExp],
): View => ({ view: name, label, heading, says });

const ENGLISH: View[] = [
  viewOf('slos', ['SLOs', 'Service level objectives', /^Define SLOs$/]),
  viewOf('artifacts', ['Artifacts', 'Artifacts', /^Generate artifacts$/]),
  viewOf('deployments', [
    ...(['Deployments', 'Deployments'] as const),
    /^(Nothing deployed yet|Approved)$/,
  ]),
  viewOf('audit', ['Audit', 'Audit trail', /^Export NDJSON$/]),
];

const GERMAN: View[] = [
  viewOf('slos', ['SLOs', 'Service Level Objectives', /^SLOs definieren$/]),
  viewOf('artifacts', ['Artefakte', 'Artefakte', /^Artefakte erzeugen$/]),
  viewOf('deployments', [
    ...(['Deployments', 'Deployments'] as const),
    /^(Noch nichts ausgerollt|Freigegeben)$/,
  ]),
  viewOf('audit', ['Audit', 'Audit-Protokoll', /^NDJSON exportieren$/]),
];

/** The one language in every view, and nothing of the other. */
async function expectLanguage(page: Page, spoken: View[], other: View[]) {
  for (const [index, { view, heading, says }] of spoken.entries()) {
    await page.goto(`${TAB}/${view}`);
    await expect(
      page.getByRole('heading', { level: 2, name: heading, exact: true }),
    ).toBeVisible();
    await expect(page.getByText(says).first()).toBeVisible();
    await expect(
      page.getByRole('navigation', { name: 'SLO Scout' }).getByRole('link'),
    ).toHaveText(spoken.map(({ label }) => label));
    await page.waitForLoadState('networkidle');
    await expect(page.getByText(other[index].says)).toHaveCount(0);
  }
}

async function chooseLanguage(page: Page, from: string, to: string) {
  await page.goto('/settings');
  await page.getByRole('button', { name: from, exact: true }).click();
  await page.getByRole('option', { name: to, exact: true }).click();
  await expect(
    page.getByRole('button', { name: to, exact: true }),
  ).toBeVisible();
}

test('the language of the settings is that of the tab, and stays', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await signIn(page, 'sre');
  await expectLanguage(page, ENGLISH, GERMAN);

  await chooseLanguage(page, 'English', 'Deutsch');
  await expectLanguage(page, GERMAN, ENGLISH);

  await page.reload();
  await expect(
    page.getByRole('heading', { name: 'Audit-Protokoll' }),
  ).toBeVisible();

  await chooseLanguage(page, 'Deutsch', 'English');
  await expectLanguage(page, ENGLISH, GERMAN);
  expect(errors).toEqual([]);
});

import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Page, expect, test } from '@playwright/test';
import {
  ALERTS,
  LIVE,
  approvedFiles,
  artifactsNow,
  currentStep,
  isLive,
  mergeOnHost,
  newest,
  onMain,
  pageOf,
  pullRequestOf,
  pushToMain,
  retire,
} from './gitops';

// Each step waits for a scheduled look of the portal or two.
test.describe.configure({ mode: 'serial', timeout: 300_000 });

const versions: Artifact[][] = [];
const alertsOf = (files: Artifact[]) =>
  files.find(({ path }) => path === ALERTS)?.content;

/** Every step that a page showed as the current one; a reload would end the list. */
async function recordSteps(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const look = () => {
      const step = document.querySelector('article [aria-current="step"]');
      const name = step?.textContent ?? 'none';
      if (seen.at(-1) !== name) seen.push(name);
    };
    look();
    new MutationObserver(look).observe(document.body, {
      ...{ childList: true, subtree: true, characterData: true },
      attributes: true,
    });
    Object.assign(window, { seenSteps: seen });
  });
  return () =>
    page.evaluate(
      () => (window as unknown as { seenSteps: string[] }).seenSteps,
    );
}

/** One button of the newest deployment, with its confirmation. */
async function act(page: Page, name: 'Rebase' | 'Restore' | 'Roll back') {
  await newest(page).getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name }).click();
  await expect(dialog).toBeHidden();
}

/**
 * Without what is read anew when it is opened: the samples of the rules, which grow
 * with the history, and the end of the log, which others write to.
 */
const described = (body: string | null) =>
  String(body)
    .replace(/\b\d{6,}(?= a day| read)/g, '…')
    .replace(/(?<=Head of the audit log: `)[0-9a-f]+/, '…');

test('a pull request is previewed, opened as previewed, merged on the Git host, and an open tab follows', async ({
  browser,
}) => {
  const files = await approvedFiles(0.995);
  versions.push(files);
  const colleague = await pageOf(browser, 'sre', 'deployments');
  await expect(
    colleague.getByRole('button', { name: 'Deploy to production' }),
  ).toBeVisible();

  const author = await pageOf(browser, 'author', 'artifacts');
  await author.getByRole('button', { name: 'Deploy to production' }).click();
  const preview = author.getByRole('region', {
    name: 'Preview of the pull request',
  });
  await expect(
    preview.getByText('feat(checkout-web): add SLO monitoring'),
  ).toBeVisible();
  await expect(
    preview.getByText('The policy allows this bundle'),
  ).toBeVisible();
  await expect(preview.getByRole('heading', { name: 'Summary' })).toBeVisible();
  const lines = String(alertsOf(files)).split('\n').length - 1;
  await expect(
    preview
      .getByRole('list', { name: 'Files', exact: true })
      .getByRole('listitem')
      .filter({ hasText: ALERTS }),
  ).toHaveText(new RegExp(`^Added.*\\+${lines} −0`));
  await preview.getByRole('button', { name: 'Show Markdown source' }).click();
  const body = await preview
    .getByRole('region', { name: 'Description' })
    .locator('pre')
    .textContent();
  // Looking opens nothing.
  await expect(colleague.getByRole('article')).toHaveCount(0);

  await author.getByRole('button', { name: 'Open pull request' }).click();
  await expect(author.getByText(/Pull request #\d+ is open\./)).toBeVisible();

  await expect(currentStep(colleague)).toContainText('Merged');
  const seen = await recordSteps(colleague);
  const url = await pullRequestOf(colleague);
  const host = await (await browser.newContext()).newPage();
  await host.goto(url);
  expect(described(await host.locator('pre.body').textContent())).toBe(
    described(body),
  );
  await mergeOnHost(browser, url);

  await isLive(colleague);
  expect((await seen()).map(step => step.replace(/^\d/, ''))).toEqual([
    'Merged',
    'Live',
    'none',
  ]);
  const steps = newest(colleague).getByRole('list', { name: 'Progress' });
  await expect(steps).toHaveText(
    /Approved.*by sre.*Pull request.*by author.*Merged.*by merger.*Deployed.*Live/,
  );
  expect(await onMain(ALERTS)).toBe(alertsOf(files));
});

test('a conflict is shown, rebased without another approval, merged and live', async ({
  browser,
}) => {
  const colleague = await pageOf(browser, 'sre', 'deployments');
  const files = await approvedFiles(0.99);
  versions.push(files);
  const author = await pageOf(browser, 'author', 'artifacts');
  await author.getByRole('button', { name: 'Deploy to production' }).click();
  await author.getByRole('button', { name: 'Open pull request' }).click();
  await expect(author.getByText(/Pull request #\d+ is open\./)).toBeVisible();
  await expect(currentStep(colleague)).toContainText('Merged');

  // The very lines that the pull request changes: the threshold follows the budget.
  await pushToMain(ALERTS, content => content.replace(/0\.005/g, '0.004'));
  await expect(currentStep(colleague)).toHaveText(/Merged.*Conflict/, LIVE);
  await expect(
    newest(colleague).getByText(/Rebase puts the approved files/),
  ).toBeVisible();

  const approvals = async () =>
    (await artifactsNow())
      .filter(({ id }) => files.some(file => file.id === id))
      .map(({ id, approval_status: status, approved_at: at }) => [
        ...[id, status, at],
      ]);
  const before = await approvals();
  await author.getByRole('button', { name: 'Go to Deployments' }).click();
  await act(author, 'Rebase');
  await expect(
    newest(colleague).getByText('Pull request open', { exact: true }),
  ).toBeVisible(LIVE);
  expect(await approvals()).toEqual(before);
  expect(before.map(([, status]) => status)).toEqual(['approved', 'approved']);

  await mergeOnHost(browser, await pullRequestOf(colleague));
  await isLive(colleague);
  expect(await onMain(ALERTS)).toBe(alertsOf(files));
});

test('a change by hand is shown as drift, restored by a pull request, and live again', async ({
  browser,
}) => {
  const [, files] = versions;
  const colleague = await pageOf(browser, 'sre', 'deployments');
  await isLive(colleague);
  await pushToMain(ALERTS, content => content.replace(/0\.01\b/g, '0.02'));

  await expect(
    newest(colleague).getByText('Drifted', { exact: true }).first(),
  ).toBeVisible(LIVE);
  await expect(currentStep(colleague)).toHaveText(/Deployed.*Drifted/);
  await newest(colleague).getByRole('button', { name: 'What differs' }).click();
  const difference = newest(colleague).getByLabel(`What differs in ${ALERTS}`);
  await expect(difference).toContainText('0.01');
  await expect(difference).toContainText('0.02');

  const author = await pageOf(browser, 'author', 'deployments');
  await act(author, 'Restore');
  await expect(
    newest(colleague).getByText('Pull request open', { exact: true }),
  ).toBeVisible(LIVE);
  await mergeOnHost(browser, await pullRequestOf(colleague));
  await isLive(colleague);
  expect(await onMain(ALERTS)).toBe(alertsOf(files));
});

test('a live deployment is rolled back by a pull request, and the former content is live', async ({
  browser,
}) => {
  const [former, current] = versions;
  const colleague = await pageOf(browser, 'sre', 'deployments');
  await isLive(colleague);
  const author = await pageOf(browser, 'author', 'deployments');
  await act(author, 'Roll back');
  await expect(
    newest(colleague).getByText('Pull request open', { exact: true }),
  ).toBeVisible(LIVE);
  // Nothing changes before somebody merges.
  expect(await onMain(ALERTS)).toBe(alertsOf(current));
  const host = await (await browser.newContext()).newPage();
  const url = await pullRequestOf(colleague);
  await host.goto(url);
  await expect(
    host.getByText('revert(checkout-web): restore SLO monitoring').first(),
  ).toBeVisible();

  await mergeOnHost(browser, url);
  await isLive(colleague);
  expect(await onMain(ALERTS)).toBe(alertsOf(former));
});

test('the files of a retired SLO are removed by a pull request, until nothing of them is loaded', async ({
  browser,
}) => {
  const [former] = versions;
  await retire();
  const author = await pageOf(browser, 'author', 'deployments');
  await author.getByRole('button', { name: 'Remove the files…' }).click();
  const dialog = author.getByRole('dialog', {
    name: 'Remove the files in production?',
  });
  const paths = former.map(({ path }) => path);
  for (const path of paths) await expect(dialog).toContainText(path);
  await expect(dialog).toContainText('order_success, retired by sre');
  await dialog.getByRole('button', { name: 'Remove 2 files' }).click();
  await expect(dialog.or(author.getByRole('main'))).toContainText(
    /Pull request #\d+/,
  );
  expect(await onMain(ALERTS)).toBe(alertsOf(former));

  const colleague = await pageOf(browser, 'sre', 'deployments');
  await mergeOnHost(browser, await pullRequestOf(colleague));
  await expect(
    newest(colleague).getByText(
      'Gone from the branch, and no rule of it is loaded any more.',
    ),
  ).toBeVisible(LIVE);
  for (const path of paths) await expect(onMain(path)).rejects.toThrow();
});

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { ratioDocument } from './documents';
import { apiOf, signIn, TAB, watchErrors } from './portal';

test.describe.configure({ mode: 'serial' });

const PORTAL = process.env.E2E_PORTAL_URL ?? '';
const PROMETHEUS = process.env.E2E_PROMETHEUS_URL ?? '';
const ENTITY = 'component:default/payments-api';
const NAME = 'preview_success_rate';

/** An SLO of this file alone, so that it needs nothing of the others. */
const payments = (match = '') =>
  `http_requests_total{service="payments-api",route="/payment"${match}}`;
const document = (target: number) =>
  ratioDocument({
    ...{ service: 'payments-api', name: NAME, target },
    severity: 'medium',
    counted: { good: payments(',code!~"5.."') },
    total: payments(),
  });

interface File {
  id: string;
  type: string;
  path: string;
  content: string;
  deployment_status: string;
}

/** A target of a drawn panel, as the API answers. */
interface Target {
  expr: string;
  computed: boolean;
  error?: string;
  series: Array<{ points: Array<[number, number | null]> }>;
}
interface Answer {
  dashboard: {
    start: string;
    end: string;
    step_seconds: number;
    panels: Array<{ title: string; unit?: string; targets: Target[] }>;
  };
}

let files: File[] = [];
const fileOf = (type: string, ending = '') =>
  files.find(file => file.type === type && file.path.endsWith(ending))!;

async function generate(target: number): Promise<File[]> {
  const [author, sre] = [
    await apiOf(PORTAL, 'author'),
    await apiOf(PORTAL, 'sre'),
  ];
  const { slos } = await author<{ slos: Array<{ id: string }> }>(
    'POST',
    '/v1/slos',
    { entity_ref: ENTITY, document: document(target) },
  );
  await sre('PATCH', `/v1/slos/${slos[0].id}`, { action: 'approve' });
  const { artifacts } = await author<{ artifacts: File[] }>(
    'POST',
    '/v1/artifacts/generate',
    {
      slo_ids: [slos[0].id],
      artifact_types: [
        'recording_rule',
        'alert_rule',
        'grafana_dashboard',
        'runbook',
      ],
    },
  );
  return artifacts;
}

async function open(page: Page, file: File, view: string) {
  await page.goto(`${TAB}/artifacts?artifact=${file.id}&view=${view}`);
  const drawer = page.getByRole('dialog', { name: `Preview of ${file.path}` });
  await expect(drawer).toBeVisible();
  return drawer;
}

test.beforeEach(async ({ page }) => signIn(page, 'sre'));

test('a dashboard has the numbers that Prometheus gives, before its rules are deployed', async ({
  page,
}) => {
  files = await generate(0.99);
  const answered = page.waitForResponse(/\/panels$/);
  const drawer = await open(page, fileOf('grafana_dashboard'), 'dashboard');
  const { dashboard } = (await (await answered).json()) as Answer;
  const { panels, step_seconds: step } = dashboard;
  for (const { targets } of panels) {
    for (const { error } of targets) expect(error).toBeUndefined();
  }
  const ours = panels.find(
    ({ title, targets }) => title === 'Success ratio' && targets[0].computed,
  )!;
  const [{ expr, series }] = ours.targets;
  const query = new URLSearchParams({
    ...{ query: expr, step: String(step) },
    start: String(Date.parse(dashboard.start) / 1000),
    end: String(Date.parse(dashboard.end) / 1000),
  });
  const found = await fetch(`${PROMETHEUS}/api/v1/query_range?${query}`);
  const { data } = (await found.json()) as {
    data: { result: Array<{ values: Array<[number, string]> }> };
  };
  // The last samples may have been written since.
  const settled = <T>(points: T[]) => points.slice(0, -2);
  expect(settled(series[0].points)).toEqual(
    settled(
      data.result[0].values.map(([time, value]) => [time, Number(value)]),
    ),
  );
  expect(series[0].points.length).toBeGreaterThan(250);
  await expect(
    drawer.getByText(/^Computed from the raw metrics/).first(),
  ).toBeVisible();
  const last = series[0].points.at(-1)?.[1] ?? NaN;
  await expect(
    drawer.getByRole('list', { name: 'Series of Success ratio' }).filter({
      hasText: `${Number((last * 100).toPrecision(6))} %`,
    }),
  ).not.toHaveCount(0);

  const slider = drawer
    .getByRole('slider', { name: 'Point in time in Success ratio' })
    .first();
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /%/);
  await drawer
    .getByRole('button', { name: 'Show as table: Success ratio' })
    .first()
    .click();
  await expect(
    drawer.getByRole('table', { name: 'Values of Success ratio' }).first(),
  ).toBeVisible();
});

test('that revision is deployed, and another is generated', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const [author, sre] = [
    await apiOf(PORTAL, 'author'),
    await apiOf(PORTAL, 'sre'),
  ];
  const first = files;
  await sre('POST', '/v1/artifacts/approve', {
    artifact_ids: first.map(({ id }) => id),
  });
  const { pr_url: url } = await author<{ pr_url: string }>('POST', '/v1/pr', {
    artifact_ids: first.map(({ id }) => id),
    environment: 'production',
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByText(/Merged as/)).toBeVisible();
  await expect
    .poll(
      async () => {
        const { artifact } = await sre<{ artifact: File }>(
          'GET',
          `/v1/artifacts/${first[0].id}`,
        );
        return artifact.deployment_status;
      },
      { timeout: 180_000 },
    )
    .toMatch(/^(deployed|live)$/);
  files = await generate(0.95);
  expect(fileOf('alert_rule').id).not.toBe(first[0].id);
});

test('the rules beside those that are deployed, in words and lines', async ({
  page,
}) => {
  const errors = watchErrors(page);
  const drawer = await open(page, fileOf('alert_rule'), 'diff');
  const words = drawer.getByRole('region', { name: 'In words' });
  await expect(words).toContainText(
    /Alert PreviewSuccessRateBurnRate1h.*changed.*in the expression 0\.144 becomes 0\.72/,
  );
  const table = drawer.getByRole('table', { name: /^What changes in/ });
  await expect(
    table.locator('mark', { hasText: '0.72' }).first(),
  ).toBeVisible();
  await drawer
    .getByRole('button', { name: /unchanged lines/ })
    .first()
    .click();
  expect(errors).toEqual([]);
});

test('the text: searched, folded, and left again by Escape alone', async ({
  page,
}) => {
  const drawer = await open(page, fileOf('alert_rule'), 'file');
  await drawer.getByRole('button', { name: 'Search' }).click();
  const field = drawer.getByRole('textbox', { name: 'Find' });
  // The search begins with a key, not with a value that appears.
  await field.pressSequentially('PreviewSuccessRateBurnRate1h');
  await field.press('Enter');
  await expect(drawer.locator('.cm-searchMatch').first()).toBeVisible();
  await field.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(drawer).toBeVisible();
  await drawer.getByRole('button', { name: 'Fold all', exact: true }).click();
  await expect(drawer.locator('.cm-foldPlaceholder').first()).toBeVisible();
  await drawer.getByRole('button', { name: 'Unfold all' }).click();
  await expect(drawer.locator('.cm-foldPlaceholder')).toHaveCount(0);
  // The tabs by keyboard.
  await drawer.getByRole('tab', { name: 'File' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/view=diff/);
});

test('the runbook as a page, and the dry run', async ({ page }) => {
  const runbook = files.find(
    ({ type, path }) => type === 'runbook' && path.endsWith(`${NAME}.yaml`),
  )!;
  const drawer = await open(page, runbook, 'runbook');
  const article = drawer.getByRole('article', { name: 'Runbook' });
  await expect(
    article.getByRole('heading', { name: 'Mitigation', exact: true }),
  ).toBeVisible();
  await article.getByRole('link', { name: 'roll back' }).first().click();
  await expect(
    article.getByRole('heading', { name: 'Mitigation', exact: true }),
  ).toBeFocused();
  await drawer.getByRole('button', { name: 'Show the source' }).click();
  await expect(
    drawer.getByRole('textbox', { name: /^Content of/ }),
  ).toContainText('## Meaning');

  const alerts = await open(page, fileOf('alert_rule'), 'dry-run');
  await expect(
    alerts.getByRole('group', { name: 'Timeline of firings' }).first(),
  ).toBeVisible();
});

test('no view keeps people out, however narrow the screen', async ({
  page,
}) => {
  const rules = fileOf('alert_rule');
  const views: Array<[File, string]> = [
    [rules, 'file'],
    [rules, 'diff'],
    [fileOf('grafana_dashboard'), 'dashboard'],
    [fileOf('runbook', '.md'), 'runbook'],
  ];
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    for (const [file, view] of views) {
      const drawer = await open(page, file, view);
      await expect(drawer.getByRole('tabpanel')).toBeVisible();
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        .include('[role="dialog"]')
        .analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`,
        );
      const overflow = await drawer.evaluate(
        element => element.scrollWidth - element.clientWidth,
      );
      expect({ view, width, serious, overflow }).toEqual({
        ...{ view, width, serious: [], overflow: 0 },
      });
    }
  }
});

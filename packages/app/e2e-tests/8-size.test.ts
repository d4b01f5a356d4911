import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { signIn, TAB } from './portal';

const MOST_KB = 150;

/** Addresses of the scripts that the page has fetched, each once. */
function watchScripts(page: Page): Set<string> {
  const found = new Set<string>();
  page.on('request', request => {
    if (request.resourceType() === 'script') found.add(request.url());
  });
  return found;
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return await response.text();
}

/** Libraries that only somebody who writes, or looks at a chart, needs. */
const HEAVY = /node_modules\/(@codemirror|@lezer|@visx|d3-[a-z]+|yaml|diff)\//;

async function modulesOf(url: string): Promise<string[]> {
  return JSON.parse(await textOf(`${url}.map`)).sources;
}

test(`the tab loads at most ${MOST_KB} kB of its own, no editor and no chart`, async ({
  page,
}) => {
  const scripts = watchScripts(page);
  await signIn(page, 'sre');
  // The overview has a card of ours, which shares code with the tab.
  await page.goto(TAB.replace('slo-scout', 'apis'));
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await expect(tabs).toBeVisible();
  await page.waitForLoadState('networkidle');
  const before = new Set(scripts);

  await tabs.getByRole('link', { name: 'SLO Scout' }).click();
  await expect(
    page.getByRole('heading', { name: 'Service level objectives' }),
  ).toBeVisible();
  await page.waitForLoadState('networkidle');
  const own = [...scripts].filter(url => !before.has(url));
  const sizes = await Promise.all(
    own.map(async url => {
      const kb = gzipSync(await textOf(url)).length / 1024;
      return { file: new URL(url).pathname, kb };
    }),
  );
  const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
  const list = sizes
    .sort((a, b) => b.kb - a.kb)
    .map(({ file, kb }) => `${kb.toFixed(1)} kB ${file}`);
  test.info().annotations.push({
    type: 'size',
    description: `${total.toFixed(1)} kB gzip in ${own.length} scripts`,
  });
  const modules = (await Promise.all(own.map(modulesOf))).flat();
  // The tab is among them, so the names mean something.
  expect(modules.some(name => name.includes('/SlosTab/'))).toBe(true);
  expect(modules.filter(name => HEAVY.test(name))).toEqual([]);
  expect(total, list.join('\n')).toBeLessThanOrEqual(MOST_KB);
});

import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

const ENTITY_PAGE = '/catalog/default/component/payments-api';

export const TAB = `${ENTITY_PAGE}/slo-scout`;

/** A tab of Backstage's own beside it, which shares nothing with ours. */
export const NEIGHBOUR = `${ENTITY_PAGE}/apis`;

/** Of the tab's own code, gzip. */
export const MOST_KB = 150;

/** Libraries that only somebody who writes, or looks at a chart, needs. */
const HEAVY = /node_modules\/(@codemirror|@lezer|@visx|d3-[a-z]+|yaml|diff)\//;

export interface TabSize {
  kb: number;
  /** The largest first. */
  scripts: Array<{ file: string; kb: number }>;
  /** Source files that are in them. */
  modules: string[];
  /** Those of editors and charts. */
  heavy: string[];
}

/** The tabs of the entity page. */
export function tabsOf(page: Page) {
  return page.getByRole('navigation', { name: 'Content navigation' });
}

/**
 * What the tab fetches beyond an entity page that is open, until it rests. The
 * overview would not do as that page: it has a card of ours.
 *
 * @param page - of somebody who is signed in
 */
export async function measureTabSize(
  page: Page,
  baseUrl = '',
): Promise<TabSize> {
  const scripts = watchScripts(page);
  await page.goto(`${baseUrl}${NEIGHBOUR}`);
  await tabsOf(page).waitFor();
  await page.waitForLoadState('networkidle');
  const before = new Set(scripts);

  await tabsOf(page).getByRole('link', { name: 'SLO Scout' }).click();
  await page
    .getByRole('heading', { name: 'Service level objectives' })
    .waitFor();
  await page.waitForLoadState('networkidle');
  const own = [...scripts].filter(url => !before.has(url));
  const sizes = await Promise.all(
    own.map(async url => ({
      file: new URL(url).pathname,
      kb: gzipSync(await textOf(url)).length / 1024,
    })),
  );
  const modules = (await Promise.all(own.map(modulesOf))).flat();
  return {
    kb: sizes.reduce((sum, { kb }) => sum + kb, 0),
    scripts: sizes.sort((a, b) => b.kb - a.kb),
    modules,
    heavy: modules.filter(name => HEAVY.test(name)),
  };
}

/** Addresses of the scripts that the page has fetched, each once. */
function watchScripts(page: Page): Set<string> {
  const found = new Set<string>();
  page.on('request', request => {
    if (request.resourceType() === 'script') found.add(request.url());
  });
  return found;
}

async function modulesOf(url: string): Promise<string[]> {
  return JSON.parse(await textOf(`${url}.map`)).sources;
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.text();
}

import { type Page, expect } from '@playwright/test';
import { TAB } from './tab';

export { TAB };

/** Signs in as a person would: the list, then the card. */
export async function signIn(page: Page, name: string, baseUrl = '') {
  await page.goto(`${baseUrl}/`);
  await page
    .getByRole('button', { name: `Sign in as ${name}`, exact: true })
    .click();
  await expect(
    page.getByRole('link', { name: 'Catalog', exact: true }).first(),
  ).toBeVisible();
}

/** Opens a view of the tab as somebody. */
export async function openAs(
  page: Page,
  name: string,
  view: 'slos' | 'artifacts' | 'deployments' | 'audit',
  baseUrl = '',
  tab = TAB,
) {
  await signIn(page, name, baseUrl);
  await page.goto(`${baseUrl}${tab}/${view}`);
}

/** Fails the test on errors that the page itself reports. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  return errors;
}

/** Somebody's calls to the HTTP API, to prepare what a test is not about. */
export async function apiOf(baseUrl: string, user: string) {
  let token = '';
  // People can sign in once the catalog has been read.
  await expect(async () => {
    const session = await fetch(`${baseUrl}/api/auth/demo/refresh`, {
      headers: { 'x-demo-user': user },
    });
    expect(session.status).toBe(200);
    token = (await session.json()).backstageIdentity.token;
  }).toPass({ timeout: 60_000 });
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${baseUrl}/api/slo-scout${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return (await response.json()) as T;
  };
}

import type { Browser, Page } from 'playwright-core';
import { NEIGHBOUR, TAB, tabsOf } from '../packages/app/e2e-tests/tab';

/** Milliseconds until a tab of the entity page is what somebody came for. */
export interface TabTimes {
  /** Until what it is about stands there, and nothing says that more is coming. */
  answer: number;
  /** Until it also answers a click at once. */
  interactive: number;
}

/** A tab, and how to see that it is there. */
interface Tab {
  address: string;
  link: string;
  /** Selectors: of its answer, and of a control that looks different when clicked. */
  answer: string;
  control: string;
}

/** Each SLO in force with its budget. */
export const OURS: Tab = {
  address: TAB,
  link: 'SLO Scout',
  answer: 'article [role="meter"]',
  control: 'article button[aria-expanded]',
};

/** The API that the service provides, in a table that can be sorted. */
export const OWN: Tab = {
  address: NEIGHBOUR,
  link: 'APIs',
  answer: 'td a[href="/catalog/default/api/payments-api"]',
  control: 'th[data-allows-sorting]',
};

/** Remembered by the demo's sign-in page. */
const SIGNED_IN = ['slo-scout.demo-user', 'sre'] as const;

/** A page of a browser that has never been here; its person is signed in. */
export async function newcomer(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
  });
  await context.addInitScript(
    ([key, name]) => window.sessionStorage.setItem(key, name),
    SIGNED_IN,
  );
  return context.newPage();
}

/**
 * One tab by its address with nothing cached, then the other by a click on the
 * overview of the entity.
 */
export async function visit(
  browser: Browser,
  portal: string,
  [first, second]: [Tab, Tab],
): Promise<{ cold: TabTimes; click: TabTimes }> {
  const page = await newcomer(browser);
  try {
    await page.goto(`${portal}${first.address}`, { waitUntil: 'commit' });
    const cold = await page.evaluate(watch, { ...first, clicked: false });
    const link = (name: string) => tabsOf(page).getByRole('link', { name });
    await link('Overview').click();
    await page.waitForLoadState('networkidle');
    const times = page.evaluate(watch, { ...second, clicked: true });
    await link(second.link).click();
    return { cold, click: await times };
  } finally {
    await page.context().close();
  }
}

/** Runs in the page, so nothing outside of it can be named. */
async function watch(
  tab: Pick<Tab, 'answer' | 'control'> & { clicked: boolean },
): Promise<TabTimes> {
  // What people take for at once.
  const MOST_MS = 50;
  const WAITING = '[class*="MuiSkeleton-root"], [role="progressbar"]';
  /** After the next frame was drawn. */
  const drawn = () =>
    new Promise<void>(resolve => {
      requestAnimationFrame(() => setTimeout(resolve, 0));
    });
  const started = tab.clicked
    ? await new Promise<number>(resolve => {
        const begin = (event: Event) => resolve(event.timeStamp);
        addEventListener('click', begin, { capture: true, once: true });
      })
    : 0;

  const isThere = () =>
    document.querySelector(tab.answer) && !document.querySelector(WAITING);
  while (!isThere()) await drawn();
  const answer = performance.now() - started;

  const control = () => document.querySelector<HTMLElement>(tab.control);
  for (;;) {
    const before = control()?.outerHTML;
    const clicked = performance.now();
    control()?.click();
    await drawn();
    const now = performance.now();
    if (control()?.outerHTML !== before && now - clicked <= MOST_MS) {
      return { answer, interactive: now - started };
    }
  }
}

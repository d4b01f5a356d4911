import { setTimeout as sleep } from 'node:timers/promises';
import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type DemoWorld, launchBrowser } from 'testbed';
import {
  measureTabSize,
  MOST_KB,
  type TabSize,
} from '../packages/app/e2e-tests/tab';
import type { Expectation } from './expectations';
import { ENTITY } from './slos';
import { median, quantile } from './statistics';
import { newcomer, OURS, OWN, type TabTimes, visit } from './tabInBrowser';
import { formatMs, table } from './tables';

const RUNS = 15;
const INTERACTIVE_MS = 1000;

/** By a click on the open entity page, and by the address with nothing cached. */
interface Visits {
  click: TabTimes[];
  cold: TabTimes[];
}

export interface TabResults {
  size: TabSize;
  ours: Visits;
  /** Backstage's own tab beside it. */
  own: Visits;
}

/** The tab in a browser, in turn with Backstage's own beside it. */
export async function measureTab(
  world: DemoWorld,
  say: (what: string) => void,
): Promise<TabResults> {
  say('until the portal has measured the SLOs');
  await hasMeasured(world);
  const browser = await launchBrowser();
  try {
    const { url } = world.portal;
    say("the tab's size");
    const page = await newcomer(browser);
    const size = await measureTabSize(page, url);
    await page.context().close();
    const ours: Visits = { click: [], cold: [] };
    const own: Visits = { click: [], cold: [] };
    say(`the tab, ${RUNS + 1} times`);
    for (let run = 0; run <= RUNS; run += 1) {
      const first = await visit(browser, url, [OURS, OWN]);
      const second = await visit(browser, url, [OWN, OURS]);
      // The first of all is the portal's, not the browser's.
      if (run === 0) continue;
      ours.cold.push(first.cold);
      own.click.push(first.click);
      own.cold.push(second.cold);
      ours.click.push(second.click);
    }
    return { size, ours, own };
  } finally {
    await browser.close();
  }
}

/** What is to be seen in the tab: every SLO in force has a budget. */
async function hasMeasured({ portal }: DemoWorld) {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const { body } = await portal
      .as('sre')
      .get<{ measurements: SloMeasurement[] }>(
        `slo-scout/v1/measurements?entity_ref=${ENTITY}`,
      );
    const { measurements } = body;
    const known = measurements.filter(({ budget_left: left }) => left !== null);
    if (known.length > 0 && known.length === measurements.length) return;
    await sleep(1000);
  }
  throw new Error('The portal has measured nothing');
}

export function tabTable({ ours, own }: TabResults): string {
  const row = (title: string, way: keyof Visits) => {
    const of = (visits: Visits, key: keyof TabTimes) =>
      visits[way].map(times => times[key]);
    const times = of(ours, 'interactive');
    const beside = median(of(own, 'interactive'));
    return [
      title,
      formatMs(median(of(ours, 'answer'))),
      formatMs(median(times)),
      formatMs(quantile(times, 0.95)),
      formatMs(beside),
      (median(times) / beside).toFixed(2),
    ];
  };
  return table(
    ['', 'answer', 'interactive', 'p95', 'Backstage’s own', 'ratio'],
    [
      row('Click on the tab', 'click'),
      row('By its address, nothing cached', 'cold'),
    ],
  );
}

export function tabSizeLine({ size }: TabResults): string {
  return `Its own code is ${size.kb.toFixed(1)} kB gzip in ${
    size.scripts.length
  } scripts: what is fetched beyond an entity page that is open, until the tab rests.`;
}

export const TAB_NOTE = `The tab of payments-api in Chromium, with everything that the runs of the demo above have left there, beside Backstage's own tab of APIs in the same run, ${RUNS} times each, in a new browser profile every time. Answer: each SLO stands there with its budget, and no skeleton is left. Interactive: after that, a click on a control shows within 50 ms. The click is on the tab of an open overview; by its address, the whole app is loaded as well, and the person is signed in.`;

export function judgeTab({ size, ours }: TabResults): Expectation[] {
  const times = ours.click.map(({ interactive }) => interactive);
  const p95 = quantile(times, 0.95);
  return [
    {
      what: `the tab's own code within ${MOST_KB} kB gzip, without editor and charts`,
      measured: `${size.kb.toFixed(1)} kB, ${
        size.heavy.length
      } modules of editors and charts`,
      met: size.kb <= MOST_KB && size.heavy.length === 0,
    },
    {
      what: `the tab interactive within ${
        INTERACTIVE_MS / 1000
      } s of the entity page`,
      measured: `median ${formatMs(median(times))}, p95 ${formatMs(p95)} of ${
        times.length
      } visits`,
      met: p95 <= INTERACTIVE_MS,
    },
  ];
}

import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBundle,
  aDeployment,
  anArtifact,
  anAuditEntry,
  aSlo,
} from '../../__testUtils__/fixtures';
import { renderTab } from '../../__testUtils__/renderTab';
import { aReplay } from '../../__testUtils__/replays';
import { viewerIn } from '../../__testUtils__/viewerIn';
import { DryRunView } from '../DryRunTimeline';
import { TimeText } from './TimeText';

// Half an hour beside UTC, so that neither hours nor minutes are right by chance.
viewerIn('Asia/Kolkata');

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' ');

/** What a clock in India shows, without the code that is tested. */
function indian(rfc3339: string): { day: string; clock: string } {
  const there = new Date(Date.parse(rfc3339) + 5.5 * 3_600_000);
  return {
    day: `${there.getUTCDate()} ${MONTHS[there.getUTCMonth()]}`,
    clock: there.toISOString().slice(11, 16),
  };
}

/** Times that are not shown as they must be: in the viewer's zone, with UTC on hover. */
function faultyTimes(root: HTMLElement): string[] {
  const times = [...root.querySelectorAll('time')].filter(time => {
    const { day, clock } = indian(time.dateTime);
    const utc = `${time.dateTime.slice(0, 19).replace('T', ' ')} UTC`;
    const says = time.textContent ?? '';
    return (
      time.title !== utc ||
      !says.startsWith(day) ||
      (says.includes(':') && !says.endsWith(clock))
    );
  });
  return [...times.map(time => time.outerHTML), ...outsideOfTimes(root)];
}

const TIME = /\d{4},? \d\d:\d\d|\d{4}-\d\d-\d\dT\d\d/;
const READ_OUT = ['aria-label', 'aria-valuetext', 'title'];

/** Times beside the component, where no zone is named; payloads and addresses are as they are. */
function outsideOfTimes(root: HTMLElement): string[] {
  const found: string[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement, textContent } = texts.currentNode;
    if (!parentElement?.closest('time, pre, output'))
      found.push(textContent ?? '');
  }
  for (const element of root.querySelectorAll(`:not(time)`)) {
    for (const name of READ_OUT) found.push(element.getAttribute(name) ?? '');
  }
  return found.filter(text => TIME.test(text) && !/GMT\+5:30|UTC/.test(text));
}

const timesIn = (root: HTMLElement) => root.querySelectorAll('time').length;
const everyButton = async (root: HTMLElement, name: RegExp) => {
  for (const button of within(root).queryAllByRole('button', { name })) {
    await userEvent.click(button);
  }
};

it.each([
  ['<time datetime="2026-11-23T12:00:00.000Z">23 Nov 2026, 17:30</time>', 1],
  [
    '<time datetime="2026-11-23T12:00:00.000Z" title="2026-11-23 12:00:00 UTC">23 Nov 2026, 12:00</time>',
    1,
  ],
  [
    '<time datetime="2026-11-23T12:00:00.000Z" title="2026-11-23 12:00:00 UTC">23 Nov 2026, 17:30</time>',
    0,
  ],
  ['<p>until 23 Nov 2026, 17:30</p>', 1],
  ['<p>2026-11-23T12:00:00Z</p>', 1],
  ['<p aria-label="23 Nov 2026, 17:30"></p>', 1],
  ['<p aria-label="23 Nov 2026, 17:30 GMT+5:30"></p>', 0],
])('knows whether %s is faulty', (html, faults) => {
  const root = document.createElement('div');
  root.innerHTML = html;
  expect(faultyTimes(root)).toHaveLength(faults);
});

it('shows a text that is no time as it is, and no number that is none', () => {
  render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <TimeText value="some day" /> <TimeText value={NaN} />
    </TestApiProvider>,
  );
  expect(document.body).toHaveTextContent('some day –');
});

it('is all there is in a dry run: read-out, axis, tables, reasons and tips', async () => {
  const reason = 'History begins on 2026-10-30T00:00:00.000Z: 24 days';
  const { container } = render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <DryRunView
        result={aReplay(() => true, { reason })}
        subject="payments-api"
      />
    </TestApiProvider>,
  );
  const slider = screen.getByRole('slider', { name: 'Point in time' });
  fireEvent.keyDown(slider, { key: 'Home' });
  fireEvent.keyDown(slider, { key: 'PageDown' });
  await everyButton(container, /as a table|trusted/);
  await screen.findByText(/GMT\+5:30 ·/, { selector: '[aria-live]' });
  expect(timesIn(container)).toBeGreaterThan(40);
  expect(slider).toHaveAttribute(
    'aria-valuetext',
    '3 Nov 2026, 13:32 GMT+5:30',
  );
  expect(container.querySelector('rect title')).toHaveTextContent(
    '3 Nov 2026, 13:32 · 2026-11-03 08:02:00 UTC · 28 min',
  );
  expect(faultyTimes(container)).toEqual([]);
});

it('is all there is beside a deployment', async () => {
  renderTab(
    {
      slos: [aSlo()],
      artifacts: aBundle({ approval_status: 'approved' }),
      deployments: [
        aDeployment({
          status: 'opening',
          retry_at: '2026-11-23T12:10:00Z',
          error: 'Try again after 2026-11-23T12:10:00.000Z.',
        }),
      ],
    },
    '/deployments',
  );
  const card = await screen.findByRole('article');
  expect(card).toHaveAccessibleName(/23 Nov 2026, 17:35 GMT\+5:30/);
  expect(timesIn(card)).toBeGreaterThan(2);
  expect(faultyTimes(card)).toEqual([]);
});

it('is all there is in the audit trail, and its fields have UTC on hover', async () => {
  renderTab(
    {
      audit: [
        anAuditEntry(1, {
          action: 'pr_failed',
          payload: { message: 'Try again after 2026-11-23T12:10:00.000Z.' },
        }),
      ],
    },
    '/audit?view=list&from=2026-11-22T20:00:00Z',
  );
  await screen.findByText(/^Last verified/);
  const field = screen.getByLabelText('From');
  expect(field).toHaveValue('2026-11-23T01:30');
  expect(field).toHaveAttribute('title', '2026-11-22 20:00:00 UTC');
  expect(timesIn(document.body)).toBeGreaterThan(2);
  expect(faultyTimes(document.body)).toEqual([]);
});

it('is all there is in the preview of a dashboard', async () => {
  renderTab(
    { artifacts: [anArtifact('grafana_dashboard')] },
    '/artifacts?artifact=artifact-grafana_dashboard&view=dashboard',
  );
  const slider = await screen.findByRole('slider', {
    name: 'Point in time in Success ratio',
  });
  fireEvent.keyDown(slider, { key: 'Home' });
  const panel = screen.getByRole('region', { name: 'Success ratio' });
  await everyButton(panel, /Show as table/);
  expect(timesIn(panel)).toBeGreaterThan(8);
  expect(slider.getAttribute('aria-valuetext')).toMatch(/GMT\+5:30: Payments/);
  expect(faultyTimes(document.body)).toEqual([]);
});

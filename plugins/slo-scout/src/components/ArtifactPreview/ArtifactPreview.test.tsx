import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anArtifact } from '../../__testUtils__/fixtures';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');

const alerts = anArtifact('alert_rule');
const live = anArtifact('alert_rule', {
  id: 'live',
  deployment_status: 'live',
  deployed_at: '2026-11-20T12:00:00Z',
  content: alerts.content.replace('for: 5m', 'for: 2m'),
});
const at = (id: string, view: string) =>
  `/artifacts?artifact=${id}&view=${view}`;
const address = () => screen.getByLabelText('address');

it('has a tab for each view, with an address, operated by keyboard', async () => {
  renderTab({ artifacts: [alerts] }, '/artifacts?artifact=artifact-alert_rule');
  const tabs = await screen.findAllByRole('tab');
  expect(tabs.map(tab => tab.textContent)).toEqual([
    'File',
    'Changes',
    'Dry run',
  ]);
  expect(screen.getByRole('tabpanel', { name: 'File' })).toBeInTheDocument();
  tabs[0].focus();
  fireEvent.keyDown(tabs[0], { key: 'ArrowRight' });
  expect(
    await screen.findByRole('tabpanel', { name: 'Changes' }),
  ).toBeInTheDocument();
  expect(address()).toHaveTextContent('view=diff');
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(address()).not.toHaveTextContent('view');
});

it('opens the view that the address names, and the file where it has none', async () => {
  renderTab({ artifacts: [alerts] }, at(alerts.id, 'dry-run'));
  expect(
    await screen.findByRole('tab', { name: 'Dry run', selected: true }),
  ).toBeInTheDocument();
  expect(
    await screen.findByRole('group', { name: 'Timeline of firings' }),
  ).toBeInTheDocument();
});

it('says what changes against what is deployed, in words and lines', async () => {
  renderTab({ artifacts: [alerts, live] }, at(alerts.id, 'diff'));
  const words = await screen.findByRole('region', { name: 'In words' });
  expect(within(words).getByRole('listitem')).toHaveTextContent(
    'Alert PaymentSuccessRateBudgetBurn changed: for: 2m becomes 5m',
  );
  const lines = await screen.findByRole('table', {
    name: `What changes in ${alerts.path}`,
  });
  expect(within(lines).getByText('5m').tagName).toBe('MARK');
  expect(screen.getByText('Lines added: 1, removed: 1')).toBeInTheDocument();
});

it('warns of recorded series that become other series', async () => {
  const rules = anArtifact('recording_rule');
  const before = anArtifact('recording_rule', {
    id: 'before',
    deployment_status: 'deployed',
    content: rules.content.replace('payments-api\n', 'payments\n'),
  });
  renderTab({ artifacts: [rules, before] }, at(rules.id, 'diff'));
  expect(
    await screen.findByText('Labels of recorded series change'),
  ).toBeInTheDocument();
  expect(
    screen.getByText(/job:payment_success_rate_bad:rate5m becomes another/),
  ).toBeInTheDocument();
});

it.each([
  ['a new file', [alerts], /New file: nothing is deployed at this path/],
  [
    'the file that is deployed',
    [{ ...alerts, deployment_status: 'live' as const }],
    /Nothing differs/,
  ],
  [
    'a file that a deployment took away',
    [{ ...alerts, deployment_status: 'superseded' as const }],
    /took this file away/,
  ],
  [
    'a file that was changed by hand',
    [alerts, { ...live, deployment_status: 'drifted' as const }],
    /no longer the approved file/,
  ],
])('knows %s', async (_, artifacts, words) => {
  renderTab({ artifacts }, at(alerts.id, 'diff'));
  expect(await screen.findByText(words)).toBeInTheDocument();
});

it('shows the page of a runbook, and its source', async () => {
  const page = anArtifact('runbook', {
    id: 'page',
    path: 'runbooks/payments_api.md',
    content:
      '# Payments\n\n<script>window.bad = true</script><b onclick="x()">bold</b>\n\n[Mitigate](#mitigation)\n\n## Mitigation\n\nRoll back.\n',
  });
  renderTab(
    { artifacts: [anArtifact('runbook'), page] },
    at('artifact-runbook', 'runbook'),
  );
  const article = await screen.findByRole('article', { name: 'Runbook' });
  expect(
    within(article).getByRole('heading', { name: 'Payments' }),
  ).toBeInTheDocument();
  expect(article.querySelector('script')).toBeNull();
  expect(article.querySelector('[onclick]')).toBeNull();
  await userEvent.click(
    within(article).getByRole('link', { name: 'Mitigate' }),
  );
  expect(
    within(article).getByRole('heading', { name: 'Mitigation' }),
  ).toHaveFocus();
  expect(address()).toHaveTextContent('view=runbook');
  await userEvent.click(
    screen.getByRole('button', { name: 'Show the source' }),
  );
  await waitFor(() =>
    expect(
      screen.getByRole('textbox', { name: `Content of ${page.path}` }),
    ).toHaveValue(page.content),
  );
});

it('says that a file is not there', async () => {
  renderTab({ artifacts: [alerts] }, at('gone', 'diff'));
  expect(
    await screen.findByText(
      'This artifact does not exist, or you may not see it.',
    ),
  ).toBeInTheDocument();
});

describe('copying', () => {
  const show = () => renderTab({ artifacts: [alerts] }, at(alerts.id, 'file'));
  const button = (name: string) => screen.findByRole('button', { name });
  const offer = (clipboard: object | undefined) =>
    Object.defineProperty(navigator, 'clipboard', {
      value: clipboard,
      configurable: true,
    });
  afterEach(() => offer(undefined));

  it('says that it was done, for a moment', async () => {
    const writeText = jest.fn(async () => {});
    offer({ writeText });
    show();
    fireEvent.click(await button('Copy'));
    expect(await button('Copied')).toBeInTheDocument();
    expect(writeText).toHaveBeenCalledWith(alerts.content);
    expect(await button('Copy')).toBeInTheDocument();
  });

  it('says that the browser does not let it, as on a page without TLS', async () => {
    offer(undefined);
    show();
    fireEvent.click(await button('Copy'));
    expect(
      await screen.findByText(/did not let this page copy/),
    ).toBeInTheDocument();
  });
});

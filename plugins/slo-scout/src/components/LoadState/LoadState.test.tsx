import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDeployment, aSlo } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');
jest.mock('../PromqlField/PromqlEditor');
// The place itself is loaded when it is shown.
jest.setTimeout(30_000);

const wait = { timeout: 10_000 };
const drifted = aDeployment({
  status: 'drifted',
  checks: {
    repository: { state: 'different', details: [] },
    prometheus: null,
    grafana: null,
  },
});
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }, wait));

it.each([
  ['getFeasibility', '/slos', 'Whether the objectives can be met'],
  ['listRemovals', '/slos', 'Whether files can be removed is not known'],
  ['getCapabilities', '/slos', 'Your permissions could not be read.'],
  ['getCapabilities', '/audit', 'Your permissions could not be read.'],
  ['getCapabilities', '/artifacts/policy', 'Your permissions could not be'],
  ['listOverrides', '/artifacts', 'The overrides could not be read'],
  [
    'sloTemplates',
    '/slos/new',
    'The metrics of the service could not be looked through',
  ],
  ['checkDocument', '/slos/new', 'The check did not answer'],
  ['documentHistory', '/slos/new', 'The history could not be read'],
  ['getDeploymentDrift', '/deployments', 'The difference could not be read'],
] as const)(
  'asks again for what failed: %s under %s',
  async (call, path, words) => {
    const backend = new InMemorySloScout({
      slos: [aSlo()],
      deployments: [drifted],
    });
    const away = jest
      .spyOn(backend, call)
      .mockRejectedValue(await refusal(503, 'the server says why'));
    renderTab(backend, path);
    if (call === 'getDeploymentDrift') await press('What differs');
    const reason = await screen.findByText('the server says why', {}, wait);
    const alert = reason.closest<HTMLElement>('[role=alert]')!;
    expect(alert).toHaveTextContent(words);
    away.mockRestore();
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    await waitFor(
      () =>
        expect(
          screen.queryByText('the server says why'),
        ).not.toBeInTheDocument(),
      wait,
    );
  },
);

it('keeps what is known beside the words of a refresh that failed', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  const { signals } = renderTab(backend, '/slos');
  await screen.findByRole('article', { name: 'payment_success_rate' });
  jest
    .spyOn(backend, 'listSlos')
    .mockRejectedValue(await refusal(503, 'the database is away'));
  signals.send('slos');
  const notice = await screen.findByRole('alert');
  expect(notice).toHaveTextContent(/^the database is awayRetry$/);
  expect(
    screen.getByRole('article', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
});

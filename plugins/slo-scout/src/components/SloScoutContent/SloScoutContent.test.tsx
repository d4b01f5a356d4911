import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBundle,
  aDeployment,
  aLatencySlo,
  aMeasurement,
  aSlo,
} from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

const summary = () =>
  screen.findByRole('region', { name: 'State of this service' });

it.each([
  ['', 'Service level objectives'],
  ['/slos', 'Service level objectives'],
  ['/artifacts', 'Artifacts'],
  ['/artifacts/generate', 'Generate artifacts'],
  ['/artifacts/backtest', 'Backtest existing rules'],
  ['/deployments', 'Deployments'],
  ['/audit', 'Audit trail'],
  ['/no-longer-here', 'Service level objectives'],
])('has an address for each view: %s', async (path, title) => {
  renderTab({ slos: [aSlo()] }, path);
  expect(
    await screen.findByRole('heading', { level: 2, name: title }),
  ).toBeInTheDocument();
});

it('moves between the views by links', async () => {
  renderTab({ slos: [aSlo()] }, '/slos?environment=production');
  const nav = screen.getByRole('navigation', { name: 'SLO Scout' });
  await userEvent.click(within(nav).getByRole('link', { name: 'Audit' }));
  expect(screen.getByLabelText('address')).toHaveTextContent(
    '/payments-api/slo-scout/audit?environment=production',
  );
  expect(within(nav).getByRole('link', { name: 'Audit' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

it('begins with how the service stands and what is to do', async () => {
  renderTab({
    slos: [aSlo(), aLatencySlo({ status: 'draft' })],
    artifacts: aBundle(),
  });
  const state = await summary();
  expect(within(state).getByText('1 SLO in force')).toBeInTheDocument();
  expect(
    within(state).getByText('1 draft waits for approval'),
  ).toBeInTheDocument();
  expect(state).toHaveTextContent(
    'its alerts would have fired 3 times, 25 min on average',
  );
  expect(
    within(state).getByText('Review and approve 6 files.'),
  ).toBeInTheDocument();
  expect(
    within(state).getByRole('button', { name: 'Go to Artifacts' }),
  ).toHaveAttribute('href', '/payments-api/slo-scout/artifacts');
});

it('leads to the pull request that waits', async () => {
  renderTab({
    slos: [aSlo()],
    artifacts: aBundle({
      approval_status: 'approved',
      deployment_status: 'pending_pr',
    }),
    deployments: [aDeployment()],
  });
  expect(
    within(await summary()).getByRole('button', {
      name: /Open pull request #12/,
    }),
  ).toHaveAttribute('href', aDeployment().pr_url);
});

it('says so when nothing is to do', async () => {
  renderTab({
    slos: [aSlo()],
    artifacts: aBundle({
      approval_status: 'approved',
      deployment_status: 'deployed',
    }),
  });
  expect(await summary()).toHaveTextContent('Nothing to do');
});

it('says first how the SLO that stands worst does', async () => {
  const names = ['calm', 'spent'];
  renderTab({
    slos: names.map(name => aSlo({ name })),
    measurements: [
      aMeasurement({ slo_id: 'slo-calm', burn_rate_1h: 0.5 }),
      aMeasurement({ slo_id: 'slo-spent', budget_left: -0.5 }),
    ],
  });
  const state = await summary();
  expect(await within(state).findByText('Overspent')).toBeInTheDocument();
  expect(state).toHaveTextContent(
    /^Overspent The worst of 2 SLOs is spent: All of the error budget is spent, and 50 % of it more\./,
  );
});

it('does not guess how the SLOs stand', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  jest
    .spyOn(backend, 'getMeasurements')
    .mockRejectedValue(await refusal(500, 'away'));
  renderTab(backend);
  expect(
    await screen.findByText('How the SLOs stand could not be read.'),
  ).toBeInTheDocument();
});

it('leads to what drifted, and counts what is live as deployed', async () => {
  const [first, ...others] = aBundle({
    approval_status: 'approved',
    deployment_status: 'live',
  });
  renderTab({
    slos: [aSlo()],
    artifacts: [{ ...first, deployment_status: 'drifted' }, ...others],
  });
  const state = await summary();
  expect(state).toHaveTextContent('5 files deployed');
  expect(state).toHaveTextContent(
    'What is deployed is no longer what was approved.',
  );
  expect(
    within(state).getByRole('button', { name: 'Go to Deployments' }),
  ).toHaveAttribute('href', '/payments-api/slo-scout/deployments');
});

it('says nothing of what could not be loaded', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  jest
    .spyOn(backend, 'listArtifacts')
    .mockRejectedValue(await refusal(500, 'away'));
  let answer = () => {};
  const slos = jest.spyOn(backend, 'listSlos').mockReturnValue(
    new Promise(resolve => {
      answer = () => resolve({ slos: backend.slos });
    }),
  );
  renderTab(backend);
  await waitFor(() => expect(backend.listArtifacts).toHaveBeenCalled());
  await act(async () => {});
  expect(slos).toHaveBeenCalled();
  expect(screen.queryByText('No SLO is in force')).not.toBeInTheDocument();
  answer();
  expect(await summary()).toHaveTextContent('1 SLO in force');
  expect(await summary()).not.toHaveTextContent(/No alert has been replayed/);
});

it('never calls an inconclusive replay quiet', async () => {
  const [, alerts] = aBundle();
  renderTab({
    slos: [aSlo()],
    artifacts: [
      {
        ...alerts,
        dry_run_result: {
          ...alerts.dry_run_result!,
          verdict: 'inconclusive',
          reason: 'Prometheus did not answer',
          alerts: [],
        },
      },
    ],
  });
  expect(await summary()).toHaveTextContent(
    'The alert replay is inconclusive: Prometheus did not answer',
  );
});

it('reads again what a signal names', async () => {
  const { backend, signals } = renderTab({ slos: [] });
  expect(
    await screen.findByText('This service has no SLO yet'),
  ).toBeInTheDocument();
  backend.slos = [aSlo()];
  signals.send('slos');
  expect(
    await screen.findByRole('article', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
});

describe('the environment', () => {
  const both = ['production', 'staging'].flatMap(environment => {
    const [first] = aBundle({ environment });
    return { ...first, id: environment };
  });

  it('is the default where the address names one that there is not', async () => {
    renderTab(
      { slos: [aSlo()], artifacts: both },
      '/artifacts?environment=moon',
    );
    const notice = 'There is no environment moon here. Shown is production.';
    expect(await screen.findByText(notice)).toBeInTheDocument();
    expect(await screen.findAllByRole('article')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText(notice)).not.toBeInTheDocument();
    expect(screen.getByLabelText('address')).toHaveTextContent(
      /environment=production$/,
    );
  });

  it('is waited for: files of several are no bundle', async () => {
    const backend = new InMemorySloScout({ slos: [aSlo()], artifacts: both });
    const listed = jest.spyOn(backend, 'listArtifacts');
    const capabilities = jest
      .spyOn(backend, 'getCapabilities')
      .mockRejectedValue(await refusal(503, 'away'));
    renderTab(backend, '/artifacts');
    expect(await screen.findAllByText('away')).not.toHaveLength(0);
    await waitFor(() => expect(listed).toHaveBeenCalled());
    await act(async () => {});
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
    expect(screen.queryByText('Nothing generated yet')).not.toBeInTheDocument();
    capabilities.mockRestore();
    await userEvent.click(screen.getAllByRole('button', { name: 'Retry' })[0]);
    expect(await screen.findAllByRole('article')).toHaveLength(1);
  });
});

it('shows the words of the server, and a way on', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  const list = jest
    .spyOn(backend, 'listSlos')
    .mockRejectedValueOnce(await refusal(500, 'database is away'));
  renderTab(backend);
  expect(await screen.findByText(/database is away/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(
    await screen.findByRole('article', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
  await waitFor(() => expect(list).toHaveBeenCalledTimes(2));
});

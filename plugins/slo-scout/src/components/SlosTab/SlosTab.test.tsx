import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aFeasibility } from '../../__testUtils__/feasibility';
import { aLatencySlo, aSlo } from '../../__testUtils__/fixtures';
import { focused } from '../../__testUtils__/focused';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';
import { downloadText } from '../../browser/download';

jest.mock('../CodeEditor/CodeMirrorEditor');
jest.mock('../../browser/download');

const card = (name: string) => screen.findByRole('article', { name });
const draft = (name = 'refund_availability') => aSlo({ name, status: 'draft' });

it('teaches how to begin', async () => {
  renderTab({ slos: [] }, '/slos');
  expect(
    await screen.findByText('This service has no SLO yet'),
  ).toBeInTheDocument();
  expect(screen.getByText(/slo-scout.io\/documents/)).toBeInTheDocument();
});

it('says what each SLO promises', async () => {
  renderTab({ slos: [aSlo(), aLatencySlo()] }, '/slos');
  expect(await card('payment_success_rate')).toHaveTextContent(
    /Objective99\.9 %Window30 dSeverityCriticalIndicatorRatio of events.*43 min 12 s of full outage/,
  );
  expect(await card('checkout_latency_p95')).toHaveTextContent(
    /Threshold: value < 0\.2/,
  );
});

it('says what a ready-made share and slices of time promise', async () => {
  const share = aSlo({
    name: 'sync_health',
    sli: {
      kind: 'raw_ratio',
      name: 'sync_health',
      query: 'job:sync_failures:ratio5m',
      of: 'failure',
    },
    budgeting: { method: 'timeslices', window: '1m', target: 0.95 },
    accuracy: 'exact',
  });
  renderTab({ slos: [share] }, '/slos');
  const slo = await card('sync_health');
  expect(slo).toHaveTextContent(
    /IndicatorReady-made share of failuresWhat countsSlices of 1 min, good where at least 95 % of a slice isAccuracyExact: every window from raw data/,
  );
  await userEvent.click(
    within(slo).getByRole('button', { name: 'Show PromQL sync_health' }),
  );
  expect(
    await within(slo).findByRole('textbox', { name: 'Share of failures' }),
  ).toHaveValue('job:sync_failures:ratio5m');
});

describe('feasibility', () => {
  it('shows the chain that rules an objective out', async () => {
    renderTab({ slos: [aSlo()], feasibility: [aFeasibility()] }, '/slos');
    const slo = await card('payment_success_rate');
    expect(await within(slo).findByText('Not feasible')).toBeInTheDocument();
    expect(slo).toHaveTextContent('99.9 % cannot be met');
    await userEvent.click(
      within(slo).getByRole('button', {
        name: 'Show what it depends on payment_success_rate',
      }),
    );
    const table = within(slo).getByRole('table', { name: 'Dependency' });
    expect(table.parentElement).toHaveAttribute('tabindex', '0');
    const rows = within(table).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'DependencySLOObjectiveWindowReached by',
      'component:default/ledgerbooking99.8 %30 duses the API api:default/ledger → provided by component:default/ledger',
      'component:default/authnot counted: its failures are counted with component:default/ledgerlogin99.99 %7 ddepends on component:default/auth',
      'Ceiling99.8 %',
    ]);
    expect(
      within(slo).getByRole('list', { name: 'Unknown dependencies' }),
    ).toHaveTextContent(
      'resource:default/db: It has no approved SLO of a share of good events. depends on resource:default/db',
    );
  });

  it('never shows unknown as feasible', async () => {
    const feasibility = [
      aFeasibility({
        verdict: 'unknown',
        ceiling: null,
        chain: [],
        unknown: [],
        reason: 'The catalog names nothing.',
      }),
    ];
    renderTab({ slos: [aSlo()], feasibility }, '/slos');
    const slo = await card('payment_success_rate');
    expect(
      await within(slo).findByText('Feasibility unknown'),
    ).toBeInTheDocument();
    expect(slo).toHaveTextContent('The catalog names nothing.');
    expect(within(slo).queryByText('Feasible')).not.toBeInTheDocument();
    expect(
      within(slo).queryByRole('button', { name: /depends on/ }),
    ).not.toBeInTheDocument();
  });

  it('tells the revision in force from the waiting draft', async () => {
    const slo = aSlo({ draft: aSlo({ revision: 2, status: 'draft' }) });
    const feasibility = [
      aFeasibility(),
      aFeasibility({ revision: 2, verdict: 'feasible', reason: 'It can.' }),
    ];
    renderTab({ slos: [slo], feasibility }, '/slos');
    const group = await screen.findByRole('group', { name: 'Can it be met?' });
    expect(group).toHaveTextContent(
      /Revision 1Not feasible.*Revision 2Feasible.*It can\./,
    );
    expect(
      within(group).getByRole('button', {
        name: 'Show what it depends on payment_success_rate, Revision 2',
      }),
    ).toBeInTheDocument();
  });

  it('is read again when an SLO changes', async () => {
    const { backend, signals } = renderTab({ slos: [aSlo()] }, '/slos');
    await card('payment_success_rate');
    backend.feasibility = [aFeasibility()];
    signals.send('slos');
    expect(await screen.findByText('Not feasible')).toBeInTheDocument();
  });

  it('does not stand in the way of the SLOs', async () => {
    const backend = new InMemorySloScout({ slos: [aSlo()] });
    jest
      .spyOn(backend, 'getFeasibility')
      .mockRejectedValue(await refusal(500, 'the catalog is away'));
    renderTab(backend, '/slos');
    expect(await card('payment_success_rate')).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Whether the objectives can be met could not be readthe catalog is away',
    );
  });
});

describe('export', () => {
  const button = () =>
    screen.findByRole('button', {
      name: 'Export as OpenSLO payment_success_rate',
    });

  it('downloads the SLO as an OpenSLO document', async () => {
    const slo = aSlo({ document: 'kind: SLO # as exported' });
    renderTab({ slos: [slo] }, '/slos');
    await userEvent.click(await button());
    await waitFor(() =>
      expect(downloadText).toHaveBeenCalledWith(
        'payment_success_rate.openslo.yaml',
        'kind: SLO # as exported',
        'application/yaml',
      ),
    );
  });

  it('says why there is nothing to download', async () => {
    const backend = new InMemorySloScout({ slos: [aSlo()] });
    jest
      .spyOn(backend, 'getOpenSlo')
      .mockRejectedValue(await refusal(404, 'SLO x does not exist'));
    renderTab(backend, '/slos');
    await userEvent.click(await button());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The export failedSLO x does not exist',
    );
  });
});

it('shows what a waiting revision changes, and approves it', async () => {
  const { backend } = renderTab(
    {
      slos: [
        aSlo({
          draft: aSlo({ revision: 2, status: 'draft', objective: 0.9995 }),
        }),
      ],
    },
    '/slos',
  );
  const slo = await card('payment_success_rate');
  expect(slo).toHaveTextContent('Draft revision 2 waits for approval');
  expect(slo).toHaveTextContent('Objective: 99.9 % → 99.95 %');
  // Whoever approved may be allowed other things now.
  const permissions = jest.spyOn(backend, 'getCapabilities');
  await userEvent.click(
    within(slo).getByRole('button', {
      name: 'Approve revision 2 payment_success_rate',
    }),
  );
  const words = await screen.findByText('payment_success_rate is approved.');
  await waitFor(() =>
    expect(
      within(slo).queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument(),
  );
  expect(focused()).toContainElement(words);
  expect(permissions).toHaveBeenCalledTimes(1);
  expect(backend.slos[0]).toMatchObject({ objective: 0.9995, revision: 2 });
});

it('shows the words of the server when an approval fails', async () => {
  const backend = new InMemorySloScout({ slos: [draft()] });
  jest
    .spyOn(backend, 'decideSlo')
    .mockRejectedValue(await refusal(409, 'a newer draft exists'));
  renderTab(backend, '/slos');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Approve refund_availability' }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'a newer draft exists',
  );
});

it('shows what replaced the draft whose approval was refused', async () => {
  const backend = new InMemorySloScout({ slos: [draft()] });
  jest.spyOn(backend, 'decideSlo').mockImplementation(async () => {
    backend.slos = [{ ...draft(), revision: 7, description: 'Newer words' }];
    throw await refusal(409, 'a newer draft exists');
  });
  renderTab(backend, '/slos');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Approve refund_availability' }),
  );
  expect(await screen.findByText(/Newer words/)).toBeInTheDocument();
});

it('asks before retiring, then folds the SLO away', async () => {
  renderTab({ slos: [aSlo()] }, '/slos');
  const retire = await screen.findByRole('button', {
    name: 'Retire payment_success_rate',
  });
  await userEvent.click(retire);
  const dialog = screen.getByRole('dialog', {
    name: 'Retire payment_success_rate?',
  });
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Retire SLO' }),
  );
  expect(
    await screen.findByRole('button', { name: '1 retired SLO' }),
  ).toHaveAttribute('aria-expanded', 'false');
  expect(focused()).toContainElement(
    screen.getByText('payment_success_rate is retired.'),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(focused()).toHaveAttribute('role', 'status');
});

it('says why a button cannot be used, and does not use it', async () => {
  const backend = new InMemorySloScout({
    slos: [draft()],
    capabilities: { can_approve_slos: false, can_write_slos: false },
  });
  const decide = jest.spyOn(backend, 'decideSlo');
  renderTab(backend, '/slos');
  const approve = await screen.findByRole('button', {
    name: 'Approve refund_availability',
  });
  await waitFor(() =>
    expect(approve).toHaveAccessibleDescription(
      'You may not approve or retire SLOs. Approvers may.',
    ),
  );
  expect(approve).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(approve);
  expect(decide).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Define SLOs' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

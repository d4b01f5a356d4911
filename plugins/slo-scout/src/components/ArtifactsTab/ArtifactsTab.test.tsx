import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBundle,
  anArtifact,
  aRefusal,
  aSlo,
} from '../../__testUtils__/fixtures';
import { focused } from '../../__testUtils__/focused';
import {
  InMemorySloScout,
  type World,
} from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

jest.mock('../CodeEditor/CodeMirrorEditor');

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';
const world = (over: World = {}) =>
  new InMemorySloScout({ slos: [aSlo()], artifacts: aBundle(), ...over });
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

it('teaches what would be here', async () => {
  renderTab({ slos: [aSlo()] }, '/artifacts');
  expect(await screen.findByText('Nothing generated yet')).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Generate artifacts' }),
  ).toHaveAttribute('href', '/payments-api/slo-scout/artifacts/generate');
});

it('lists each file with its three states, in the order of the work', async () => {
  renderTab(world(), '/artifacts');
  await screen.findByRole('article', { name: ALERTS });
  const cards = screen.getAllByRole('article');
  expect(cards.map(c => within(c).getByRole('heading').textContent)).toEqual([
    'Recording rules',
    'Alert rules',
    'Alertmanager inhibition',
    'Grafana dashboard',
    'Runbook',
    'Rule tests',
  ]);
  expect(cards[1]).toHaveTextContent(
    /Passed.*Awaiting approval.*Not deployed.*3 firings in 30 d/,
  );
});

it('previews a file at an address of its own', async () => {
  renderTab(world(), '/artifacts');
  await press(`Preview ${ALERTS}`);
  const drawer = await screen.findByRole('dialog', {
    name: `Preview of ${ALERTS}`,
  });
  expect(
    await within(drawer).findByRole('textbox', {
      name: `Content of ${ALERTS}`,
    }),
  ).toHaveValue(anArtifact('alert_rule').content);
  expect(screen.getByLabelText('address')).toHaveTextContent(
    'artifact=artifact-alert_rule',
  );
});

it('approves the whole bundle after one confirmation that names it', async () => {
  const backend = world();
  const approve = jest.spyOn(backend, 'approveArtifacts');
  renderTab(backend, '/artifacts');
  await press('Approve all (6)');
  const dialog = screen.getByRole('dialog', { name: 'Approve 6 files' });
  expect(dialog).toHaveTextContent(
    'You approve 6 files of payments-api for production as one bundle under your name (sre)',
  );
  expect(
    within(within(dialog).getByRole('list', { name: 'Files' })).getAllByRole(
      'listitem',
    ),
  ).toHaveLength(6);
  expect(
    await within(dialog).findByText('The policy allows this bundle.'),
  ).toBeInTheDocument();
  await press('Approve 6 files');
  expect(await screen.findByText('6 files approved.')).toBeInTheDocument();
  expect(approve).toHaveBeenCalledWith({
    artifact_ids: aBundle().map(a => a.id),
  });
  await waitFor(() => expect(screen.getAllByText('Approved')).toHaveLength(6));
});

it('shows every invariant when the guard refuses, passed ones too', async () => {
  const backend = world();
  jest
    .spyOn(backend, 'approveArtifacts')
    .mockRejectedValue(
      await refusal(403, 'Policy violation', { decision: aRefusal() }),
    );
  renderTab(backend, '/artifacts');
  await press('Approve all (6)');
  await press('Approve 6 files');
  expect(
    await screen.findByText('The policy guard refused the approval'),
  ).toBeInTheDocument();
  const invariants = within(
    screen.getByRole('list', { name: 'Invariants' }),
  ).getAllByRole('listitem');
  expect(invariants[0]).toHaveTextContent(
    /Violated.*Affected traffic.*42 % of all traffic.*Limit:≤ 20.*Measured:42.*Source:.*Approval by the VP Engineering/,
  );
  expect(invariants[1]).toHaveTextContent(/Passed.*Affected services/);
  expect(screen.getByText(/unpriced/)).toBeInTheDocument();
});

it('shows other refusals in the words of the server', async () => {
  const backend = world();
  jest
    .spyOn(backend, 'decideArtifact')
    .mockRejectedValue(
      await refusal(409, 'its recording rules are not in the bundle'),
    );
  renderTab(backend, '/artifacts');
  await press(`Approve ${ALERTS}`);
  await press('Approve 1 file');
  expect(await screen.findByText('The approval failed')).toBeInTheDocument();
  expect(
    screen.getByText('its recording rules are not in the bundle'),
  ).toBeInTheDocument();
});

it('explains the policy to those who may not approve', async () => {
  renderTab(world({ capabilities: { can_approve: false } }), '/artifacts');
  const approve = await screen.findByRole('button', {
    name: 'Approve all (6)',
  });
  await waitFor(() =>
    expect(approve).toHaveAccessibleDescription(
      'You may not approve artifacts. Approvers may.',
    ),
  );
  await press('Check policy');
  const dialog = screen.getByRole('dialog', {
    name: 'Would the policy guard allow this bundle?',
  });
  expect(
    await within(dialog).findByText('/checkout, /payment, /confirm'),
  ).toBeInTheDocument();
});

it('rejects with a reason that stays beside the file', async () => {
  renderTab(world(), '/artifacts');
  await press(`Reject ${ALERTS}`);
  expect(
    screen.getByRole('button', { name: 'Reject file' }),
  ).toHaveAccessibleDescription('Write why: the author reads it.');
  await userEvent.type(
    screen.getByRole('textbox', { name: 'Reason' }),
    'pages at night',
  );
  await press('Reject file');
  expect(
    await screen.findByText('Rejected: pages at night'),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: `Reject ${ALERTS}` }),
  ).not.toBeInTheDocument();
  expect(focused()).toHaveTextContent(/is rejected/);
});

it('offers no approval of a file that failed, and opens its errors', async () => {
  const failed = anArtifact('alert_rule', {
    validation_status: 'failed',
    validation_errors: [{ validator: 'promtool', message: 'bad expression' }],
  });
  renderTab(world({ artifacts: [failed] }), '/artifacts');
  expect(
    await screen.findByRole('button', { name: `Approve ${ALERTS}` }),
  ).toHaveAccessibleDescription(
    'Validation failed: correct the SLO and generate again.',
  );
  expect(screen.getByText('bad expression')).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Approve all' }),
  ).toHaveAccessibleDescription('No file waits for approval.');
});

it('folds earlier versions away', async () => {
  const old = anArtifact('runbook', {
    id: 'old',
    created_at: '2026-11-01T00:00:00Z',
  });
  renderTab(world({ artifacts: [...aBundle(), old] }), '/artifacts');
  expect(
    await screen.findByRole('button', { name: '1 earlier version' }),
  ).toHaveAttribute('aria-expanded', 'false');
  expect(screen.getAllByRole('article')).toHaveLength(6);
});

describe('many rule tests', () => {
  const FIRST = 'prometheus/tests/test_0.yaml';
  const tests = (over: Partial<Parameters<typeof anArtifact>[1]> = {}) =>
    Array.from({ length: 8 }, (_, index) =>
      anArtifact('rule_test', {
        id: `test-${index}`,
        path: `prometheus/tests/test_${index}.yaml`,
        ...(index === 3 ? over : {}),
      }),
    );
  const files = (over = {}) => [
    ...aBundle().filter(a => a.type !== 'rule_test'),
    ...tests(over),
  ];

  it('stand behind one card with their count and worst verdict', async () => {
    renderTab(
      world({ artifacts: files({ validation_status: 'inconclusive' }) }),
      '/artifacts',
    );
    const group = await screen.findByRole('article', { name: '8 rule tests' });
    expect(screen.getAllByRole('article')).toHaveLength(6);
    expect(group).toHaveTextContent(
      /Inconclusive.*Awaiting approval.*Not deployed/,
    );
    await press('Show 8 rule tests');
    expect(screen.getAllByRole('article')).toHaveLength(14);
    await press(`Preview ${FIRST}`);
    expect(screen.getByLabelText('address')).toHaveTextContent(
      'artifact=test-0',
    );
  });

  it('are open where one failed, and show no state that they do not share', async () => {
    renderTab(
      world({
        artifacts: files({
          validation_status: 'failed',
          approval_status: 'rejected',
        }),
      }),
      '/artifacts',
    );
    const group = await screen.findByRole('article', { name: '8 rule tests' });
    expect(
      within(group).getByRole('button', { name: 'Hide 8 rule tests' }),
    ).toHaveAttribute('aria-expanded', 'true');
    const [head] = within(group).getAllByRole('heading');
    expect(head.parentElement).toHaveTextContent(
      /^8 rule testsFailedNot deployed$/,
    );
  });

  it('are one line of what is approved, which opens', async () => {
    renderTab(world({ artifacts: files() }), '/artifacts');
    await press('Approve all (13)');
    const list = within(screen.getByRole('dialog')).getByRole('list', {
      name: 'Files',
    });
    expect(list).not.toHaveTextContent(FIRST);
    await userEvent.click(
      within(list).getByRole('button', { name: 'Show 8 rule tests' }),
    );
    expect(list).toHaveTextContent(FIRST);
  });
});

describe('deploying', () => {
  const approved = () =>
    world({ artifacts: aBundle({ approval_status: 'approved' }) });

  it('says where the files go, then links to the pull request', async () => {
    const backend = approved();
    const deploy = jest.spyOn(backend, 'deploy');
    renderTab(backend, '/artifacts');
    await press('Deploy to production');
    const dialog = screen.getByRole('dialog', { name: 'Deploy to production' });
    expect(dialog).toHaveTextContent('acme/observability-config');
    expect(dialog).toHaveTextContent('Branchmain');
    await press('Open pull request');
    expect(
      await within(dialog).findByText(/Pull request #12 is open/),
    ).toBeInTheDocument();
    expect(deploy).toHaveBeenCalledWith({
      artifact_ids: aBundle().map(a => a.id),
      environment: 'production',
    });
    expect(
      within(dialog).getByRole('button', { name: 'Go to Deployments' }),
    ).toHaveAttribute('href', '/payments-api/slo-scout/deployments');
  });

  it('says why nothing was needed', async () => {
    const backend = approved();
    jest.spyOn(backend, 'deploy').mockResolvedValue({
      deployment_id: null,
      pr_url: null,
      pr_number: null,
      branch_name: null,
      artifacts_included: [],
      reason: 'main already holds these files',
    } as never);
    renderTab(backend, '/artifacts');
    await press('Deploy to production');
    await press('Open pull request');
    expect(
      await screen.findByText(/main already holds these files/),
    ).toBeInTheDocument();
  });

  it('says why no pull request was opened, and looks for a later attempt', async () => {
    const backend = approved();
    const list = jest.spyOn(backend, 'listDeployments');
    jest
      .spyOn(backend, 'deploy')
      .mockRejectedValue(await refusal(409, 'the Git host asks to wait'));
    renderTab(backend, '/artifacts');
    await press('Deploy to production');
    await press('Open pull request');
    expect(
      await screen.findByText('the Git host asks to wait'),
    ).toBeInTheDocument();
    await waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(1));
  });

  it('says why it cannot be', async () => {
    renderTab(world(), '/artifacts');
    expect(
      await screen.findByRole('button', { name: 'Deploy to production' }),
    ).toHaveAccessibleDescription('No approved file waits for deployment.');
  });
});

import type { Removal } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBundle,
  aDeployment,
  aRefusal,
  aSlo,
  ENTITY_REF,
} from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

const ROLE = 'senior_sre_approval';
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));
const dialog = () => screen.findByRole('dialog');
const beside = async () => {
  const outside = (await dialog()).closest('.MuiDialog-container')!;
  fireEvent.mouseDown(outside);
  fireEvent.mouseUp(outside);
};

const aRemoval: Removal = {
  ...{ entity_ref: ENTITY_REF, environment: 'production', target: 'main' },
  ...{ repo: 'acme/config', branch: 'main', alerts: [], retirements: [] },
  files: [{ artifact_id: 'a1', path: 'a.yaml', type: 'alert_rule' }],
  under_way: null,
};

async function aWorld() {
  const backend = new InMemorySloScout({
    slos: [aSlo()],
    artifacts: aBundle().map(artifact =>
      artifact.type === 'runbook'
        ? { ...artifact, approval_status: 'approved' }
        : artifact,
    ),
    deployments: [aDeployment({ status: 'live' })],
    removals: [aRemoval],
    capabilities: { can_decide_overrides: [ROLE] },
  });
  await backend.requestOverride({
    artifact_ids: [],
    invariants: [],
    reason: 'tonight',
  });
  return backend;
}

interface Case {
  deed: keyof InMemorySloScout;
  path: string;
  open: string | RegExp;
  confirm: string | RegExp;
  prepare?: () => Promise<void>;
  /** What is read again after it. */
  reads?: keyof InMemorySloScout;
}
const writeWhy = async () =>
  userEvent.type(within(await dialog()).getByRole('textbox'), 'no');
const changeObjective = async () => {
  await screen.findByRole('region', { name: 'Answer' });
  fireEvent.change(
    screen.getByRole('textbox', { name: 'Objective in percent' }),
    { target: { value: '99.5' } },
  );
};

const CASES: Case[] = [
  {
    ...{ deed: 'approveArtifacts', path: '/artifacts' },
    ...{ open: /^Approve all/, confirm: /^Approve \d files$/ },
  },
  {
    ...{ deed: 'decideArtifact', path: '/artifacts', prepare: writeWhy },
    ...{ open: /^Reject .*alerting/, confirm: 'Reject file' },
  },
  {
    ...{ deed: 'deploy', path: '/artifacts' },
    ...{ open: 'Deploy to production', confirm: 'Open pull request' },
  },
  {
    ...{ deed: 'decideOverride', path: '/artifacts', prepare: writeWhy },
    ...{ open: 'Decline override', confirm: 'Decline override' },
    reads: 'listOverrides',
  },
  {
    ...{ deed: 'decideSlo', path: '/slos', reads: 'listSlos' },
    ...{ open: 'Retire payment_success_rate', confirm: 'Retire SLO' },
  },
  {
    ...{ deed: 'createSlos', path: '/slos', prepare: changeObjective },
    ...{ open: 'What if… payment_success_rate', confirm: 'Use this' },
    reads: 'listSlos',
  },
  {
    ...{ deed: 'rollBackDeployment', path: '/deployments' },
    ...{ open: 'Roll back', confirm: 'Roll back', reads: 'listDeployments' },
  },
  {
    ...{ deed: 'openRemoval', path: '/deployments' },
    ...{ open: 'Remove the files…', confirm: 'Remove 1 file' },
  },
];

it.each(CASES)(
  'stays open during $deed, and looks again after a refusal',
  async ({ deed, path, open, confirm, prepare, reads = 'listArtifacts' }) => {
    const backend = await aWorld();
    let refuse = (_: Error) => {};
    jest.spyOn(backend, deed as 'decideSlo').mockReturnValue(
      new Promise((_, reject) => {
        refuse = reject;
      }),
    );
    const read = jest.spyOn(backend, reads as 'listArtifacts');
    renderTab(backend, path);
    await press(open);
    await prepare?.();
    const inside = within(await dialog());
    const button = await inside.findByRole('button', { name: confirm });
    await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'));
    await userEvent.click(button);

    const close = inside.getByRole('button', { name: /^(Cancel|Close)$/ });
    expect(close).toHaveAccessibleDescription(
      'This is under way and can no longer be cancelled.',
    );
    await userEvent.click(close);
    await userEvent.keyboard('{Escape}');
    expect(await dialog()).toBeVisible();

    const before = read.mock.calls.length;
    const no = await refusal(409, 'It was replaced since.');
    await act(async () => refuse(no));
    expect(
      await inside.findByText('It was replaced since.'),
    ).toBeInTheDocument();
    expect(read.mock.calls.length).toBeGreaterThan(before);
    await userEvent.click(close);
    expect(screen.queryByRole('dialog')).toBeNull();
  },
);

it('closes with a click beside it, until something was typed', async () => {
  renderTab(await aWorld(), '/artifacts');
  await press('Decline override');
  await beside();
  expect(screen.queryByRole('dialog')).toBeNull();
  await press('Decline override');
  await writeWhy();
  await beside();
  expect(within(await dialog()).getByRole('textbox')).toHaveValue('no');
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('does not lose a request for an override either', async () => {
  const backend = await aWorld();
  backend.overrides = [];
  jest
    .spyOn(backend, 'evaluatePolicy')
    .mockResolvedValue({ decision: aRefusal() });
  renderTab(backend, '/artifacts');
  await press('Check policy');
  await userEvent.type(await screen.findByLabelText('Reason *'), 'Tonight');
  await beside();
  expect(screen.getByLabelText('Reason *')).toHaveValue('Tonight');
});

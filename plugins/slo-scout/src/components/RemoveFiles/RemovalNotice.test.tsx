import type { Removal } from '@slo-scout/backstage-plugin-slo-scout-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ENTITY_REF, aDeployment, aSlo } from '../../__testUtils__/fixtures';
import { renderTab } from '../../__testUtils__/renderTab';

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

const aRemoval = (over: Partial<Removal> = {}): Removal => ({
  entity_ref: ENTITY_REF,
  environment: 'production',
  target: 'production',
  repo: 'acme/observability-config',
  branch: 'main',
  files: [
    { artifact_id: 'a1', path: ALERTS, type: 'alert_rule' },
    { artifact_id: 'a2', path: 'runbooks/payments.yaml', type: 'runbook' },
  ],
  alerts: ['PaymentsBurnRate1h', 'PaymentsNoData'],
  retirements: [
    {
      slo_id: 's1',
      name: 'payment_success_rate',
      retired_by: 'user:default/sre',
      retired_at: '2026-11-23T12:00:00Z',
    },
  ],
  under_way: null,
  ...over,
});

const show = (over: Partial<Removal> = {}, path = '/deployments') =>
  renderTab(
    { slos: [aSlo({ status: 'retired' })], removals: [aRemoval(over)] },
    path,
  );
const button = () => screen.findByRole('button', { name: 'Remove the files…' });

it.each(['/deployments', '/slos'])(
  'says under %s that files stand without an SLO',
  async path => {
    show({}, path);
    expect(await button()).toBeEnabled();
    expect(
      screen.getByText(/No SLO of this service is in force in production/),
    ).toHaveTextContent('2 files stand deployed');
  },
);

it('says nothing while there is nothing to remove, or in another environment', async () => {
  renderTab(
    { slos: [aSlo()], removals: [aRemoval({ environment: 'staging' })] },
    '/deployments',
  );
  await screen.findByText('Nothing deployed yet');
  expect(screen.queryByText(/is in force in/)).not.toBeInTheDocument();
});

it('lists files and alerts that go, and removes exactly them', async () => {
  const { backend } = show();
  const asked: string[][] = [];
  const open = backend.openRemoval.bind(backend);
  backend.openRemoval = request => {
    asked.push(request.artifact_ids);
    return open(request);
  };
  await userEvent.click(await button());
  const dialog = await screen.findByRole('dialog');
  const alerts = within(dialog).getByRole('list', {
    name: 'Alerts that vanish',
  });
  expect(alerts).toHaveTextContent('PaymentsBurnRate1hPaymentsNoData');
  expect(
    within(dialog).getByRole('list', { name: 'Files that are removed' }),
  ).toHaveTextContent(ALERTS);
  expect(dialog).toHaveTextContent('payment_success_rate, retired by sre');
  expect(
    await within(dialog).findByRole('list', { name: 'Invariants' }),
  ).toBeVisible();
  expect(asked).toEqual([]);

  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Remove 2 files' }),
  );
  expect(
    await within(dialog).findByText(/Pull request #12 is open/),
  ).toBeVisible();
  expect(asked).toEqual([['a1', 'a2']]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  await waitFor(async () =>
    expect(await screen.findByText('2 files removed')).toBeVisible(),
  );
});

it('does not offer a second removal while one is under way', async () => {
  show({ under_way: 'deployment-1' });
  expect(await button()).toHaveAttribute('aria-disabled', 'true');
});

it('shows the words of a refusal and stays open', async () => {
  const { backend } = show();
  backend.openRemoval = async () => {
    throw new Error('Other files stand deployed than were looked at.');
  };
  await userEvent.click(await button());
  await userEvent.click(
    await screen.findByRole('button', { name: 'Remove 2 files' }),
  );
  expect(
    await screen.findByText(/Other files stand deployed/),
  ).toBeInTheDocument();
});

it('does not offer to restore files that a removal took away', async () => {
  renderTab(
    {
      slos: [aSlo({ status: 'retired' })],
      deployments: [
        aDeployment({ kind: 'removal', artifact_ids: [], status: 'drifted' }),
      ],
    },
    '/deployments',
  );
  expect(
    await screen.findByRole('button', { name: 'Roll back' }),
  ).toBeVisible();
  expect(
    screen.queryByRole('button', { name: 'Restore' }),
  ).not.toBeInTheDocument();
});

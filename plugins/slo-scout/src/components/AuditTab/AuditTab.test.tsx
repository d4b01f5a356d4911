import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anAuditEntry } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

const entries = () => screen.findByRole('list', { name: 'Audit entries' });
const trail = () =>
  new InMemorySloScout({
    audit: [
      anAuditEntry(1),
      anAuditEntry(2, {
        action: 'artifact_approval_refused',
        actor: 'plugin:slo-scout',
        payload: { reason: 'too much traffic' },
      }),
    ],
  });

it('tells who did what, newest first', async () => {
  renderTab(trail(), '/audit');
  const [newest, oldest] = within(await entries()).getAllByRole('listitem');
  expect(newest).toHaveTextContent(
    /#2.*Approval refused by plugin:slo-scout.*too much traffic/,
  );
  expect(oldest).toHaveTextContent(/SLO approved by sre.*payment_success_rate/);
});

it('filters by action, in the address too', async () => {
  renderTab(trail(), '/audit');
  await entries();
  await userEvent.click(screen.getByLabelText('Action All actions'));
  await userEvent.click(screen.getByRole('option', { name: 'SLO approved' }));
  await waitFor(async () =>
    expect(within(await entries()).getAllByRole('listitem')).toHaveLength(1),
  );
  expect(screen.getByLabelText('address')).toHaveTextContent(
    'action=slo_approved',
  );
});

it('says so where a filter leaves nothing', async () => {
  renderTab(trail(), '/audit?action=slo_retired');
  expect(
    await screen.findByText('No entry with this action.'),
  ).toBeInTheDocument();
});

it('loads older entries without a gap', async () => {
  const audit = Array.from({ length: 60 }, (_, i) => anAuditEntry(i + 1));
  renderTab({ audit }, '/audit');
  expect(within(await entries()).getAllByRole('listitem')).toHaveLength(50);
  await userEvent.click(
    screen.getByRole('button', { name: 'Load older entries' }),
  );
  await waitFor(async () =>
    expect(within(await entries()).getAllByRole('listitem')).toHaveLength(60),
  );
  expect(
    screen.queryByRole('button', { name: 'Load older entries' }),
  ).not.toBeInTheDocument();
});

it('shows that the chain holds', async () => {
  renderTab(trail(), '/audit');
  expect(
    await screen.findByText('Chain verified: 2 entries'),
  ).toBeInTheDocument();
});

it('names the first bad entry', async () => {
  const backend = trail();
  jest.spyOn(backend, 'verifyAudit').mockResolvedValue({
    ok: false,
    entries: 2,
    head_hash: '',
    first_bad_seq: 2,
  } as never);
  renderTab(backend, '/audit');
  expect(
    await screen.findByText('Chain broken at entry 2'),
  ).toBeInTheDocument();
});

it('never calls a chain verified that could not be read', async () => {
  const backend = trail();
  jest
    .spyOn(backend, 'verifyAudit')
    .mockRejectedValue(await refusal(500, 'away'));
  renderTab(backend, '/audit');
  expect(
    await screen.findByText('The chain could not be verified'),
  ).toBeInTheDocument();
});

it('hands out the log as a file', async () => {
  const created: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => {
    created.push(blob);
    return '#log';
  };
  URL.revokeObjectURL = () => {};
  renderTab(trail(), '/audit');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Export NDJSON' }),
  );
  await waitFor(() => expect(created).toHaveLength(1));
  expect(created[0].type).toBe('application/x-ndjson');
});

it('says who may read it', async () => {
  renderTab({ capabilities: { can_read_audit: false } }, '/audit');
  expect(
    await screen.findByText('You may not read the audit trail.'),
  ).toBeInTheDocument();
});

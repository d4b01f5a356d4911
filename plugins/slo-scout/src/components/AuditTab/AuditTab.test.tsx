import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
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
  renderTab(trail(), '/audit?view=list');
  const [newest, oldest] = within(await entries()).getAllByRole('listitem');
  expect(newest).toHaveTextContent(
    /#2.*Approval refused.*Policy refused SLO Scout.*too much traffic/,
  );
  expect(oldest).toHaveTextContent(
    /sre approved the SLO payment_success_rate, revision 1\./,
  );
});

it('filters by action, in the address too', async () => {
  renderTab(trail(), '/audit?view=list');
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
    await screen.findByText('No entry matches these filters.'),
  ).toBeInTheDocument();
});

it('tells the story of a bundle, oldest first, and switches to the list', async () => {
  const backend = new InMemorySloScout({
    audit: [
      anAuditEntry(1, { payload: { slo_id: 's', name: 'checkout' } }),
      anAuditEntry(2, {
        action: 'artifacts_generated',
        payload: {
          generation_id: 'g',
          environment: 'production',
          slo_ids: ['s'],
          artifacts: [{ id: 'a', path: 'a.yaml' }],
        },
      }),
      anAuditEntry(3, { action: 'policy_changed', payload: {} }),
    ],
  });
  renderTab(backend, '/audit');
  const story = await screen.findByRole('article', {
    name: 'Story of checkout in production',
  });
  expect(
    within(story)
      .getAllByRole('listitem')
      .map(item => /#\d/.exec(item.textContent ?? '')?.[0]),
  ).toEqual(['#1', '#2']);
  expect(story).toHaveTextContent('sre generated 1 file.');
  expect(
    screen.getByRole('article', { name: 'What belongs to no bundle' }),
  ).toHaveTextContent('sre changed the policy.');

  await userEvent.click(screen.getByRole('button', { name: 'Plain list' }));
  expect(within(await entries()).getAllByRole('listitem')).toHaveLength(3);
  expect(screen.getByLabelText('address')).toHaveTextContent('view=list');
});

it('asks the server for a person by name, and a link keeps it', async () => {
  const backend = trail();
  const list = jest.spyOn(backend, 'listAudit');
  renderTab(backend, '/audit?view=list');
  await entries();
  await userEvent.type(screen.getByLabelText('Who'), 'sre{Enter}');
  await waitFor(async () =>
    expect(within(await entries()).getAllByRole('listitem')).toHaveLength(1),
  );
  expect(list.mock.lastCall?.[0]).toMatchObject({ actor: 'user:default/sre' });
  expect(screen.getByLabelText('address')).toHaveTextContent(
    'actor=user%3Adefault%2Fsre',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(screen.getByLabelText('address')).not.toHaveTextContent('actor');
  expect(screen.getByLabelText('Who')).toHaveFocus();
});

it('asks the server for a range of time, in the viewer’s zone', async () => {
  const backend = trail();
  const list = jest.spyOn(backend, 'listAudit');
  renderTab(backend, '/audit');
  const from = await screen.findByLabelText('From');
  fireEvent.change(from, { target: { value: '2031-01-02T03:04' } });
  fireEvent.blur(from);
  expect(
    await screen.findByText('No entry matches these filters.'),
  ).toBeInTheDocument();
  expect(list.mock.lastCall?.[0]).toMatchObject({
    from: new Date(2031, 0, 2, 3, 4).toISOString(),
  });
});

it('loads older entries without a gap', async () => {
  const audit = Array.from({ length: 60 }, (_, i) => anAuditEntry(i + 1));
  renderTab({ audit }, '/audit?view=list');
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

it('leaves no gap where more came than a page holds', async () => {
  const backend = new InMemorySloScout({ audit: [anAuditEntry(1)] });
  const { signals } = renderTab(backend, '/audit?view=list');
  const shown = async () =>
    within(await entries()).getAllByRole('listitem').length;
  expect(await shown()).toBe(1);
  backend.audit = Array.from({ length: 60 }, (_, i) => anAuditEntry(i + 1));
  signals.send('slos');
  await waitFor(async () => expect(await shown()).toBe(50));
  await userEvent.click(
    screen.getByRole('button', { name: 'Load older entries' }),
  );
  await waitFor(async () => expect(await shown()).toBe(60));
});

it('joins no older entries to a page that came meanwhile', async () => {
  const trailOf = (length: number) =>
    Array.from({ length }, (_, i) => anAuditEntry(i + 1));
  const backend = new InMemorySloScout({ audit: trailOf(60) });
  const { signals } = renderTab(backend, '/audit?view=list');
  const shown = async () =>
    within(await entries()).getAllByRole('listitem').length;
  expect(await shown()).toBe(50);
  let answer = () => {};
  const late = new Promise<{ entries: AuditEntry[] }>(resolve => {
    answer = () => resolve({ entries: trailOf(10).reverse() });
  });
  jest.spyOn(backend, 'listAudit').mockReturnValueOnce(late);
  const older = () =>
    screen.getByRole('button', { name: 'Load older entries' });
  await userEvent.click(older());
  backend.audit = trailOf(200);
  signals.send('slos');
  await waitFor(async () => expect(await entries()).toHaveTextContent(/#200/));
  await act(async () => answer());
  expect(await shown()).toBe(50);
});

const BEGINNING = [
  anAuditEntry(1, {
    action: 'slo_created',
    payload: { slo_id: 's', name: 'checkout' },
  }),
  anAuditEntry(2, { payload: { slo_id: 's', name: 'checkout' } }),
  anAuditEntry(3, {
    action: 'artifacts_generated',
    payload: {
      generation_id: 'g',
      environment: 'production',
      slo_ids: ['s'],
      artifacts: [{ id: 'a', path: 'a.yaml' }],
    },
  }),
];
const END = anAuditEntry(600, {
  action: 'pr_created',
  payload: { deployment_id: 'd', artifact_ids: ['a'], pr_number: 7 },
});
const between = Array.from({ length: 596 }, (_, i) =>
  anAuditEntry(i + 4, { action: 'policy_changed', payload: {} }),
);

it('says that a story begins earlier, and loads its beginning however far back', async () => {
  const backend = new InMemorySloScout({
    audit: [...BEGINNING, ...between, END],
  });
  renderTab(backend, '/audit');
  const story = await screen.findByRole('article', {
    name: 'Story of pull request #7',
  });
  expect(within(story).getAllByRole('listitem')).toHaveLength(1);
  expect(story).toHaveTextContent('It begins earlier than');

  await userEvent.click(
    within(story).getByRole('button', {
      name: 'Load its beginning: Story of pull request #7',
    }),
  );
  const whole = await screen.findByRole('article', {
    name: 'Story of checkout in production',
  });
  expect(
    within(whole)
      .getAllByRole('listitem')
      .map(item => /#\d+/.exec(item.textContent ?? '')?.[0]),
  ).toEqual(['#1', '#2', '#3', '#600']);
  expect(whole).not.toHaveTextContent('It begins earlier than');
});

it('goes back no further than the story does', async () => {
  const backend = new InMemorySloScout({
    audit: [
      ...Array.from({ length: 600 }, (_, i) =>
        anAuditEntry(i + 1, { action: 'policy_changed', payload: {} }),
      ),
      ...BEGINNING.map(entry => ({ ...entry, seq: entry.seq + 600 })),
      ...Array.from({ length: 60 }, (_, i) =>
        anAuditEntry(i + 604, { action: 'policy_changed', payload: {} }),
      ),
      { ...END, seq: 700 },
    ],
  });
  const list = jest.spyOn(backend, 'listAudit');
  renderTab(backend, '/audit');
  await userEvent.click(
    await screen.findByRole('button', { name: /^Load its beginning/ }),
  );
  await screen.findByRole('article', {
    name: 'Story of checkout in production',
  });
  expect(list.mock.calls.map(([{ before }]) => before)).toEqual([
    undefined,
    // Of the first fifty entries the oldest.
    615,
  ]);
  expect(
    screen.getByRole('button', { name: 'Load older entries' }),
  ).toBeInTheDocument();
});

it('promises no beginning where it is filters that leave it out', async () => {
  const audit = Array.from({ length: 60 }, (_, i) => ({ ...END, seq: i + 1 }));
  renderTab({ audit }, '/audit?action=pr_created');
  const story = await screen.findByRole('article', { name: /#7$/ });
  expect(
    screen.getByRole('button', { name: 'Load older entries' }),
  ).toBeInTheDocument();
  expect(story).not.toHaveTextContent('It begins earlier than');
});

it('promises no beginning where nothing is older', async () => {
  renderTab({ audit: [END] }, '/audit');
  const story = await screen.findByRole('article', { name: /#7$/ });
  expect(story).not.toHaveTextContent('It begins earlier than');
});

it('shows that the chain holds', async () => {
  renderTab(trail(), '/audit');
  expect(
    await screen.findByText('Chain verified: 2 entries'),
  ).toBeInTheDocument();
  expect(screen.getByText(/^Last verified:/)).toHaveTextContent(/verified: \d/);
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(screen.getByText(/filters do not narrow it/)).toBeInTheDocument();
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
  expect(screen.getByRole('alert')).toHaveTextContent(
    /Approve and deploy nothing until it is cleared up. Export the log/,
  );
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
  expect(screen.getByRole('alert')).toHaveTextContent(
    /^away ?Whether the chain holds is not known/,
  );
  expect(screen.queryByText(/^Last verified/)).not.toBeInTheDocument();
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

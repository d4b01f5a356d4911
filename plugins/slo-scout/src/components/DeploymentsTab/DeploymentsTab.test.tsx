import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBundle,
  aDeployment,
  aRefusal,
  aSlo,
} from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

const show = (over: Partial<Deployment> = {}) =>
  renderTab(
    {
      slos: [aSlo()],
      artifacts: aBundle({ approval_status: 'approved' }),
      deployments: [aDeployment(over)],
    },
    '/deployments',
  );
const card = () => screen.findByRole('article');
const steps = async () =>
  within(await screen.findByRole('list', { name: 'Progress' })).getAllByRole(
    'listitem',
  );
const currentStep = async () =>
  (await card()).querySelector('[aria-current="step"]')?.textContent;

it('teaches the way to the first deployment', async () => {
  renderTab({ slos: [aSlo()] }, '/deployments');
  expect(await screen.findByText('Nothing deployed yet')).toBeInTheDocument();
});

it('links to the pull request and waits for its merge', async () => {
  show();
  expect(
    await screen.findByRole('link', { name: /Pull request #12/ }),
  ).toHaveAttribute('href', aDeployment().pr_url);
  expect(await currentStep()).toContain('Merged');
  expect(await card()).toHaveTextContent('Waiting for the merge');
});

it('turns deployed, then live by itself when signals come', async () => {
  const { backend, signals } = show();
  await card();
  backend.deployments = [
    aDeployment({
      status: 'deployed',
      merge_commit_sha: 'abcdef0123456789',
      merged_at: '2026-11-23T12:29:00Z',
      merged_by: 'ana',
      deployed_at: '2026-11-23T12:30:00Z',
    }),
  ];
  signals.send('deployment', 'deployment-1');
  await waitFor(async () =>
    expect(await card()).toHaveTextContent(/Deployed.*abcdef012345/),
  );
  expect(await currentStep()).toContain('Live');
  const [, , merged, deployed] = await steps();
  expect(merged).toHaveTextContent(/Merged.*:29 by ana/);
  expect(deployed).toHaveTextContent(/Deployed.*:30/);

  backend.deployments = [
    aDeployment({
      status: 'live',
      deployed_at: '2026-11-23T12:30:00Z',
      live_at: '2026-11-23T12:31:00Z',
      checks: {
        repository: { state: 'as_approved', details: [] },
        prometheus: { state: 'as_approved', details: [] },
        grafana: null,
      },
    }),
  ];
  signals.send('deployment', 'deployment-1');
  await waitFor(async () =>
    expect(await card()).toHaveTextContent(
      /Loaded as approved\.Branch: as approvedPrometheus: as approved/,
    ),
  );
  expect(await currentStep()).toBeUndefined();
});

it('shows what drifted, and restores it after one confirmation', async () => {
  const { backend } = show({
    status: 'drifted',
    checks: {
      repository: {
        state: 'different',
        details: ['a.yaml was changed on the branch'],
      },
      prometheus: {
        state: 'unknown',
        details: ['Of the server.', 'Prometheus is away'],
        details_coded: [
          {
            code: 'standing.rule_missing',
            values: { group: 'shop', rule: 'ShopBurn' },
          },
          null,
        ],
      },
      grafana: null,
    },
  });
  expect(await card()).toHaveTextContent(
    /no longer what was approved.*Branch: different \(a\.yaml was changed on the branch\).*Prometheus: not known \(shop: ShopBurn is not loaded; Prometheus is away\)/,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Restore' }));
  const dialog = await screen.findByRole('dialog', {
    name: 'Restore the approved files?',
  });
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Restore' }),
  );
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(backend.deployments[0].status).toBe('pending_pr');
});

it('shows the difference on the branch, and adopts it', async () => {
  const { backend } = show({
    status: 'reverted',
    checks: {
      repository: { state: 'different', details: [], reverted: true },
      prometheus: null,
      grafana: null,
    },
  });
  backend.getDeploymentDrift = async ({ id }) => ({
    drift: {
      deployment_id: id,
      files: [
        {
          ...{ path: 'a.yaml', approved: 'new', found: 'old', reverted: true },
          diff: '@@ line 1 @@\n-new\n+old',
        },
      ],
      ...{ files_left_out: 2, loaded: null, dashboards: null },
    },
  });
  const adopted: string[] = [];
  backend.adoptDeploymentDrift = async ({ id }) => {
    adopted.push(id);
    return { slos: [] };
  };
  expect(await card()).toHaveTextContent(/Taken back on the branch/);
  await userEvent.click(screen.getByRole('button', { name: 'What differs' }));
  expect(
    await screen.findByRole('table', { name: 'What differs in a.yaml' }),
  ).toHaveTextContent(/1−removednew1\+addedold/);
  expect(await card()).toHaveTextContent(
    /what was deployed before.*And 2 more/,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Adopt' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Adopt' }));
  await waitFor(() => expect(adopted).toEqual(['deployment-1']));
});

it.each([
  ['conflict', 'Rebase'],
  ['live', 'Roll back'],
  ['deployed', 'Roll back'],
] as const)('offers for %s to %s', async (status, name) => {
  show({ status });
  await userEvent.click(await screen.findByRole('button', { name }));
  expect(await screen.findByRole('dialog')).toBeInTheDocument();
});

it('says what the guard found at the merge', async () => {
  show({
    status: 'live',
    rollback_offered: true,
    rollback_reason: 'Nobody approved what was merged as a.yaml.',
  });
  expect(await card()).toHaveTextContent(
    'The guard found a violation when this was merged. Nobody approved what was merged as a.yaml. Roll back restores',
  );
});

it('says what the host said when a rollback is refused', async () => {
  const { backend } = show({ status: 'live' });
  backend.rollBackDeployment = async () => {
    throw new Error('Nothing was deployed here before.');
  };
  await userEvent.click(
    await screen.findByRole('button', { name: 'Roll back' }),
  );
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Roll back' }),
  );
  expect(
    await within(dialog).findByText(/Nothing was deployed here before/),
  ).toBeInTheDocument();
});

it.each([
  ['live', 'Roll back', 'rollBackDeployment', 'rollback'],
  ['drifted', 'Restore', 'restoreDeployment', 'restore'],
] as const)(
  'offers to ask for an override where the guard refuses for %s to %s',
  async (status, name, method, kind) => {
    const { backend } = show({ status });
    jest
      .spyOn(backend, method)
      .mockRejectedValue(
        await refusal(403, 'Policy violation', { decision: aRefusal() }),
      );
    const asked = jest.spyOn(backend, 'requestOverride');
    await userEvent.click(await screen.findByRole('button', { name }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name }));
    const reason = 'The rollback ends the outage.';
    await userEvent.type(
      await within(dialog).findByLabelText('Reason *'),
      reason,
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Ask for override' }),
    );
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({
        bring_back: { deployment_id: 'deployment-1', kind },
        invariants: ['blast_radius.traffic_percent'],
      }),
    );
  },
);

it('says when the next attempt follows', async () => {
  show({
    status: 'opening',
    pr_number: null,
    pr_url: null,
    retry_at: '2026-11-23T12:10:00Z',
    error: 'secondary rate limit',
  });
  expect(await card()).toHaveTextContent(
    /The Git host asked us to wait\. Next attempt, by itself: .* \d\d:10\. Reason: secondary rate limit/,
  );
  expect(await currentStep()).toBe('2Pull request');
});

it.each([
  ['conflict', 'Rebase puts the approved files'],
  ['closed', 'closed without being merged'],
  ['superseded', 'A later deployment replaced this one'],
] as const)('says what to do about %s', async (status, words) => {
  show({ status });
  expect(await card()).toHaveTextContent(words);
});

it('deploys closed files again, and offers it where they are nowhere else', async () => {
  const closed = { status: 'closed', commit_sha: null } as const;
  const files = (deployment_status: 'closed' | 'live') =>
    aBundle({ approval_status: 'approved', deployment_status });
  const world = (deployment_status: 'closed' | 'live') => ({
    slos: [aSlo()],
    artifacts: files(deployment_status),
    deployments: [aDeployment(closed)],
  });
  const { view } = renderTab(world('live'), '/deployments');
  expect(await card()).toHaveTextContent('closed without being merged');
  expect(screen.queryByRole('button', { name: 'Deploy again' })).toBeNull();
  view.unmount();

  const { backend } = renderTab(world('closed'), '/deployments');
  expect(await currentStep()).toContain('MergedPull request closed');
  await userEvent.click(screen.getByRole('button', { name: 'Deploy again' }));
  const dialog = await screen.findByRole('dialog', {
    name: 'Deploy these files again?',
  });
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Deploy again' }),
  );
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(backend.deployments[0].status).toBe('pending_pr');
});

it('never shows what could not be asked as live', async () => {
  show({
    status: 'deployed',
    deployed_at: '2026-11-23T12:30:00Z',
    checks: {
      repository: { state: 'as_approved', details: [] },
      prometheus: { state: 'unknown', details: ['Prometheus is away'] },
      grafana: { state: 'unknown', details: ['Grafana answered 502'] },
    },
  });
  expect(await card()).toHaveTextContent(
    /Branch: as approvedPrometheus: not known \(Prometheus is away\)Grafana: not known \(Grafana answered 502\)/,
  );
  expect(await currentStep()).toBe('5Live');
  expect(await card()).not.toHaveTextContent('Loaded as approved');
});

it('says what was reverted, and what to do about it', async () => {
  show({
    status: 'reverted',
    deployed_at: '2026-11-23T12:30:00Z',
    live_at: '2026-11-23T12:31:00Z',
    checks: {
      repository: { state: 'different', details: [], reverted: true },
      prometheus: null,
      grafana: null,
    },
  });
  expect(await card()).toHaveTextContent(/Taken back on the branch/);
  expect(await currentStep()).toBe('DeployedReverted');
  for (const name of ['Restore', 'Adopt', 'What differs']) {
    expect(screen.getByRole('button', { name })).toBeInTheDocument();
  }
  expect(screen.queryByRole('button', { name: 'Roll back' })).toBeNull();
});

it('offers to deploy what is approved', async () => {
  renderTab(
    { slos: [aSlo()], artifacts: aBundle({ approval_status: 'approved' }) },
    '/deployments',
  );
  expect(
    await screen.findByRole('button', { name: 'Deploy to production' }),
  ).toBeInTheDocument();
  expect(
    screen.getByText(`${aBundle().length} approved files wait for deployment.`),
  ).toBeInTheDocument();
});

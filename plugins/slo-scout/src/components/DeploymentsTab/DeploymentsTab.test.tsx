import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import { screen, waitFor } from '@testing-library/react';
import { aBundle, aDeployment, aSlo } from '../../__testUtils__/fixtures';
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
  expect(await currentStep()).toContain('Merged and deployed');
  expect(await card()).toHaveTextContent('Waiting for the merge');
});

it('turns deployed by itself when a signal comes', async () => {
  const { backend, signals } = show();
  await card();
  backend.deployments = [
    aDeployment({
      status: 'deployed',
      merge_commit_sha: 'abcdef0123456789',
      deployed_at: '2026-11-23T12:30:00Z',
    }),
  ];
  signals.send('deployment', 'deployment-1');
  await waitFor(async () =>
    expect(await card()).toHaveTextContent(/Deployed.*abcdef012345/),
  );
  expect(await currentStep()).toBeUndefined();
});

it('says when the next attempt follows', async () => {
  show({
    status: 'opening',
    pr_number: null,
    pr_url: null,
    retry_at: '2026-11-23T12:10:00Z',
    error: 'secondary rate limit',
  });
  expect(await card()).toHaveTextContent(
    /The Git host asked us to wait\. Next attempt at \d\d:10:00\. Reason: secondary rate limit/,
  );
});

it.each([
  ['conflict', 'Resolve the conflict in the pull request'],
  ['closed', 'closed without being merged'],
  ['superseded', 'A later deployment replaced this one'],
] as const)('says what to do about %s', async (status, words) => {
  show({ status });
  expect(await card()).toHaveTextContent(words);
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
    screen.getByText('4 approved files wait for deployment.'),
  ).toBeInTheDocument();
});

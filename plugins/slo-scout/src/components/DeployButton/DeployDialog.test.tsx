import type { PullRequestPreview } from '@slo-scout/backstage-plugin-slo-scout-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBundle,
  aDecision,
  aRefusal,
  aSlo,
} from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { aNewFile, aPreview } from '../../__testUtils__/preview';
import { refusal } from '../../__testUtils__/refusal';
import { renderTab } from '../../__testUtils__/renderTab';

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

const open = async (over: Partial<PullRequestPreview> = {}) => {
  const backend = new InMemorySloScout({
    slos: [aSlo()],
    artifacts: aBundle({ approval_status: 'approved' }),
  });
  const preview = jest
    .spyOn(backend, 'previewPullRequest')
    .mockResolvedValue({ preview: aPreview(over) });
  renderTab(backend, '/artifacts');
  return { backend, preview, press };
};
const previewed = () =>
  screen.findByRole('region', { name: 'Preview of the pull request' });

it('shows the pull request before anything is opened', async () => {
  const { backend, preview } = await open({
    draft: true,
    files: [
      aNewFile('a.yaml'),
      { path: 'b.yaml', change: 'changed', added_lines: 3, removed_lines: 1 },
      { path: 'c.yaml', change: 'removed', added_lines: 0, removed_lines: 9 },
      { path: 'd.yaml', change: 'unchanged', added_lines: 0, removed_lines: 0 },
      {
        ...{ path: 'e.yaml', change: 'changed' },
        ...{ added_lines: null, removed_lines: null },
      },
    ],
  });
  const deploy = jest.spyOn(backend, 'deploy');
  await press('Deploy to production');
  const shown = await previewed();
  expect(preview).toHaveBeenCalledWith(
    { artifact_ids: aBundle().map(a => a.id), environment: 'production' },
    expect.anything(),
  );
  expect(shown).toHaveTextContent('feat(payments-api): add SLO monitoring');
  expect(shown).toHaveTextContent('slo-scout/payments-api-20261123T120500000Z');
  expect(shown).toHaveTextContent('Opened asDraft');
  expect(shown).toHaveTextContent('Reviews are asked ofacme/sre (team)');
  expect(shown).toHaveTextContent('Labelsslo');
  expect(shown).toHaveTextContent('The policy allows this bundle.');
  const files = within(shown).getAllByRole('listitem');
  expect(
    files.map(item => item.textContent).filter(text => text?.includes('.yaml')),
  ).toEqual([
    'Addeda.yaml+12 −0',
    'Changedb.yaml+3 −1',
    'Removedc.yaml+0 −9',
    'Changede.yamllines not counted',
  ]);
  await press('1 file stands there already');
  expect(shown).toHaveTextContent('d.yaml');
  expect(deploy).not.toHaveBeenCalled();
});

it('has the description rendered, and its source as it will be sent', async () => {
  await open();
  await press('Deploy to production');
  const body = within(await previewed()).getByRole('region', {
    name: 'Description',
  });
  expect(
    within(body).getByRole('heading', { name: 'Summary' }),
  ).toBeInTheDocument();
  await press('Show Markdown source');
  expect(body.querySelector('pre')?.textContent).toBe(aPreview().body);
  await press('Show as on the Git host');
  expect(
    within(body).getByRole('heading', { name: 'Summary' }),
  ).toBeInTheDocument();
});

it('says which open pull request goes on with the files', async () => {
  const url = 'http://git.test/acme/observability-config/pull/12';
  await open({ outcome: 'update', pr_number: 12, pr_url: url });
  await press('Deploy to production');
  const shown = await previewed();
  expect(shown).toHaveTextContent(/Pull request #12 of this service is open/);
  expect(
    within(shown).getByRole('link', { name: /pull\/12/ }),
  ).toBeInTheDocument();
  // Nobody is asked again.
  expect(shown).not.toHaveTextContent('Reviews are asked of');
  await press('Update pull request');
  expect(
    await screen.findByText(/Pull request #12 is open\./),
  ).toBeInTheDocument();
});

it('says that there is nothing to open', async () => {
  await open({ outcome: 'none', decision: null });
  await press('Deploy to production');
  const shown = await previewed();
  expect(shown).toHaveTextContent(/main holds exactly these files/);
  expect(shown).toHaveTextContent(/has judged this deployment already/);
});

it('says what the guard will refuse, and who may let it pass', async () => {
  await open({
    decision: aDecision({
      outcome: 'violated',
      violations: [
        {
          ...aDecision().invariants[0],
          ...{ ok: false, required_override: 'senior_sre_approval' },
        },
      ],
    }),
  });
  await press('Deploy to production');
  expect(await previewed()).toHaveTextContent(
    'The policy refuses this bundle: 1 invariant is violated.',
  );
  expect(
    screen.getByRole('button', { name: 'Ask for override' }),
  ).toBeInTheDocument();
});

it('tells what could not be read, and lets deploy all the same', async () => {
  const { preview } = await open();
  preview.mockRejectedValueOnce(await refusal(503, 'the host is away'));
  await press('Deploy to production');
  expect(await screen.findByText('the host is away')).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Open pull request' }),
  ).not.toHaveAttribute('aria-disabled');
  await press('Retry');
  expect(await previewed()).toBeInTheDocument();
});

it('waits with the button until the preview is there', async () => {
  const { backend } = await open();
  jest
    .spyOn(backend, 'previewPullRequest')
    .mockReturnValue(new Promise(() => {}));
  await press('Deploy to production');
  expect(
    await screen.findByRole('button', { name: 'Open pull request' }),
  ).toHaveAttribute('aria-disabled', 'true');
});

it.each([
  { before: 'foretells', decision: aRefusal() },
  { before: 'does not foretell', decision: aDecision() },
])(
  'keeps what was written where the preview $before the refusal',
  async ({ decision }) => {
    const { backend } = await open({ decision });
    const no = await refusal(403, 'Policy violation', { decision: aRefusal() });
    const deploy = jest.spyOn(backend, 'deploy').mockRejectedValue(no);
    await press('Deploy to production');
    await previewed();
    const reason = () => screen.findByLabelText('Reason *');
    const write = async () => userEvent.type(await reason(), 'Tonight ');
    if (decision.outcome === 'violated') await write();
    await press('Open pull request');
    await screen.findByText('The policy guard refused the deployment');
    await write();
    deploy.mockReturnValue(new Promise(() => {}));
    await press('Open pull request');
    expect(
      await screen.findByText('Opening the pull request…'),
    ).toBeInTheDocument();
    expect(await reason()).toHaveValue(
      decision.outcome === 'violated' ? 'Tonight Tonight ' : 'Tonight ',
    );
  },
);

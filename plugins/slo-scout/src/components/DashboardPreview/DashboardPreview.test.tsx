import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDashboard } from '../../__testUtils__/dashboard';
import { anArtifact } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { renderTab } from '../../__testUtils__/renderTab';

const AT = '/artifacts?artifact=artifact-grafana_dashboard&view=dashboard';
const world = () =>
  new InMemorySloScout({ artifacts: [anArtifact('grafana_dashboard')] });
const panel = (name: string) => screen.findByRole('region', { name });

it('draws each panel at its place, with its values in words', async () => {
  renderTab(world(), AT);
  const ratio = await panel('Success ratio');
  expect(ratio).toHaveStyle({ gridColumn: '1 / span 10' });
  expect(
    within(ratio).getByRole('list', { name: 'Series of Success ratio' }),
  ).toHaveTextContent('Payments succeed 99.4 % (last)');
  expect(ratio).toHaveTextContent('from 99.9 % on: good (green)');
  expect(ratio).toHaveTextContent(/Grafana will have this only once the rules/);
  expect(await panel('Error budget left')).toHaveTextContent(
    '42 %in the range “warning (orange)”',
  );
});

it('gives a failed query its error, and its neighbours their values', async () => {
  renderTab(world(), AT);
  expect(
    await within(await panel('Burn rate')).findByRole('alert'),
  ).toHaveTextContent('parse error: unclosed left parenthesis');
});

it('does not say that nothing fired where nobody watches', async () => {
  renderTab(world(), AT);
  const breaches = await panel('Breaches');
  expect(breaches).toHaveTextContent(/has not loaded these alerts yet/);
  expect(breaches).not.toHaveTextContent('No breach');
});

it('is read by keyboard, all charts at one point in time', async () => {
  renderTab(world(), AT);
  const slider = await screen.findByRole('slider', {
    name: 'Point in time in Success ratio',
  });
  fireEvent.keyDown(slider, { key: 'Home' });
  expect(slider).toHaveAttribute(
    'aria-valuetext',
    expect.stringContaining('Payments succeed 99 %'),
  );
});

it('has a table for each chart', async () => {
  renderTab(world(), AT);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show as table: Success ratio' }),
  );
  const rows = within(
    screen.getByRole('table', { name: 'Values of Success ratio' }),
  ).getAllByRole('row');
  expect(rows).toHaveLength(6);
  expect(rows[1]).toHaveTextContent('99.4 %');
  expect(rows[3]).toHaveTextContent('–');
});

it('names the query of a panel', async () => {
  renderTab(world(), AT);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Query of Success ratio' }),
  );
  expect(screen.getByText('1 - errors / requests')).toBeInTheDocument();
});

it('asks for another range, and cancels on close', async () => {
  const backend = world();
  const signals: Array<AbortSignal | undefined> = [];
  const ask = jest
    .spyOn(backend, 'getPanels')
    .mockImplementation(
      async ({ range }, options?: { signal?: AbortSignal }) => {
        signals.push(options?.signal);
        return { dashboard: aDashboard(range) };
      },
    );
  renderTab(backend, AT);
  await panel('Success ratio');
  await userEvent.click(screen.getByLabelText('Time range'));
  await userEvent.click(
    await screen.findByRole('option', { name: 'Last hour' }),
  );
  await panel('Success ratio');
  expect(ask.mock.calls.map(([{ range }]) => range)).toEqual(['24h', '1h']);
  expect(signals[0]?.aborted).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(signals[1]?.aborted).toBe(true);
});

it('shows why there is nothing, in the words of the server', async () => {
  const backend = world();
  jest
    .spyOn(backend, 'getPanels')
    .mockRejectedValue(new Error('No Prometheus is configured for production'));
  renderTab(backend, AT);
  expect(
    await screen.findByText('No Prometheus is configured for production'),
  ).toBeInTheDocument();
});

it('says where panels or series are left out', async () => {
  const backend = world();
  const { panels } = aDashboard('24h');
  jest.spyOn(backend, 'getPanels').mockResolvedValue({
    dashboard: aDashboard('24h', {
      panels_left_out: 3,
      panels: [
        {
          ...panels[1],
          targets: [{ ...panels[1].targets[0], series_left_out: 7 }],
        },
        { ...panels[1], type: 'heatmap', title: 'Heat' },
      ],
    }),
  });
  renderTab(backend, AT);
  expect(
    await screen.findByText('7 more series are not shown.'),
  ).toBeInTheDocument();
  expect(screen.getByText('3 more panels are not drawn.')).toBeInTheDocument();
  expect(await panel('Heat')).toHaveTextContent(
    'Panels of type heatmap are drawn by Grafana only.',
  );
});

import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sloScoutApiRef } from '../../api';
import { aMeasurement, aSlo, payments } from '../../__testUtils__/fixtures';
import {
  InMemorySloScout,
  type World,
} from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { OverviewCard } from './OverviewCard';

const TAB = '/catalog/default/component/payments-api/slo-scout';

async function renderCard(world: World | InMemorySloScout) {
  const backend =
    world instanceof InMemorySloScout ? world : new InMemorySloScout(world);
  const asked = jest.spyOn(backend, 'getMeasurements');
  await renderInTestApp(
    <TestApiProvider apis={[[sloScoutApiRef, backend]]}>
      <EntityProvider entity={payments}>
        <OverviewCard />
      </EntityProvider>
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  return { asked };
}

const items = async () =>
  within(
    await screen.findByRole('list', { name: 'SLOs in force, the worst first' }),
  ).getAllByRole('listitem');

it('shows the worst first, with objective, value, budget and burn rate', async () => {
  const { asked } = await renderCard({
    slos: ['calm', 'spent', 'new'].map(name => aSlo({ name })),
    measurements: [
      aMeasurement({ slo_id: 'slo-calm', burn_rate_1h: 0.5, sli_1h: 0.9995 }),
      aMeasurement({
        slo_id: 'slo-spent',
        unit: 'seconds',
        budget_left: -4.84,
      }),
    ],
  });
  const [first, second, third] = await items();
  expect(first).toHaveTextContent(
    /spent.*Overspent.*99.9 % over 30 d.*All of the error budget of 43 min 12 s is spent, and 3 h 29 min more.*2 times as fast/,
  );
  expect(second).toHaveTextContent(
    /new.*Not measured yet.*No measurements yet/,
  );
  expect(third).toHaveTextContent(
    /calm.*Healthy.*99.95 % in the last hour.*62 % of the error budget left/,
  );
  expect(asked).toHaveBeenCalledTimes(1);
});

it('tells the bar in words too, and draws none where nothing is known', async () => {
  await renderCard({
    slos: ['calm', 'new'].map(name => aSlo({ name })),
    measurements: [aMeasurement({ slo_id: 'slo-calm' })],
  });
  await items();
  const bar = screen.getByRole('meter', { name: 'Error budget left of calm' });
  expect(bar).toHaveAttribute('aria-valuenow', '62');
  expect(bar).toHaveAttribute(
    'aria-valuetext',
    '62 % of the error budget left',
  );
  expect(
    screen.getByRole('img', { name: /Error budget left of new: No measur/ }),
  ).toBeInTheDocument();
  expect(screen.getAllByRole('meter')).toHaveLength(1);
});

it('does not call healthy what has no data of the last hour', async () => {
  await renderCard({
    slos: [aSlo()],
    measurements: [
      aMeasurement({ budget_left: 1, burn_rate_1h: null, sli_1h: null }),
    ],
  });
  const [item] = await items();
  expect(item).toHaveTextContent(/No recent data.*no data of the last hour/);
  expect(item).not.toHaveTextContent('Healthy');
});

it('names the worst part of a grouped SLO', async () => {
  const part = (region: string, budget_left: number) =>
    aMeasurement({ labels: { region }, budget_left });
  await renderCard({
    slos: [aSlo()],
    measurements: [part('us', 0.9), part('eu', -1)],
  });
  expect((await items())[0]).toHaveTextContent(
    'of region eu, the worst of 2 parts',
  );
});

it.each([
  [[], /no SLO yet/, 'Add an SLO', `${TAB}/slos/new`],
  [
    [aSlo({ status: 'draft' })],
    /1 SLO waits for approval/,
    'Review and approve',
    `${TAB}/slos`,
  ],
])('teaches the next step of %#', async (slos, words, link, href) => {
  const { asked } = await renderCard({ slos });
  expect(await screen.findByText(words)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: link })).toHaveAttribute(
    'href',
    href,
  );
  expect(asked).not.toHaveBeenCalled();
});

it('leads to the tab by one click', async () => {
  await renderCard({ slos: [aSlo()] });
  expect(
    await screen.findByRole('link', { name: /Open SLO Scout/ }),
  ).toHaveAttribute('href', TAB);
});

it('says why it failed, and asks again', async () => {
  const backend = new InMemorySloScout({ slos: [aSlo()] });
  jest
    .spyOn(backend, 'listSlos')
    .mockRejectedValueOnce(await refusal(503, 'the database is away'));
  await renderCard(backend);
  expect(await screen.findByText(/the database is away/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /again|retry/i }));
  expect(await items()).toHaveLength(1);
});

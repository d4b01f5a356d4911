import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type {
  OverviewSlo,
  SloState,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useLocation } from 'react-router-dom';
import { sloScoutApiRef } from '../../api';
import { aDeployment, aQueueItem } from '../../__testUtils__/fixtures';
import { InMemorySloScout } from '../../__testUtils__/InMemorySloScout';
import { refusal } from '../../__testUtils__/refusal';
import { catalogIndexRouteRef } from '../../routes';
import { OrganisationPage } from './OrganisationPage';
import { SloScoutPage } from './SloScoutPage';

const aStanding = (
  name: string,
  state: SloState,
  over: Partial<OverviewSlo['standing']> = {},
  service = 'payments-api',
): OverviewSlo => ({
  slo_id: `${service}-${name}`,
  entity_ref: `component:default/${service}`,
  name,
  severity: 'high',
  state,
  parts: 1,
  standing: {
    ...{ slo_id: `${service}-${name}`, environment: 'production', labels: {} },
    ...{ unit: 'events', objective: 0.999, window: '30d' },
    since: '2026-03-01T00:00:00.000Z',
    measured_until: '2026-03-03T12:00:00.000Z',
    ...{ sli_5m: 1, sli_1h: 0.998, burn_rate_1h: 0.5, budget_left: 0.62 },
    budget: 2592,
    ...over,
  },
});

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{`${pathname}${search}`}</output>;
}

async function renderPage(
  backend: InMemorySloScout,
  path = '',
  Page = OrganisationPage,
) {
  await renderInTestApp(
    <TestApiProvider apis={[[sloScoutApiRef, backend]]}>
      <Routes>
        <Route path="/slo-scout/*" element={<Page />} />
      </Routes>
      <Address />
    </TestApiProvider>,
    {
      routeEntries: [`/slo-scout${path}`],
      mountedRoutes: {
        '/catalog': catalogIndexRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

const over = (slos: OverviewSlo[]) => {
  const backend = new InMemorySloScout();
  backend.overviewSlos = slos;
  return backend;
};
const address = () => screen.getByLabelText('address');
const answer = () =>
  screen.findByRole('region', { name: 'How the services stand' });

it.each<[string, OverviewSlo[], string]>([
  [
    'the worst first',
    [
      aStanding('a', 'overspent', { budget_left: -0.4 }),
      aStanding('b', 'burning', {}, 'ledger'),
      aStanding('c', 'healthy', {}, 'shop'),
    ],
    '1 of 3 services has overspent an error budget.',
  ],
  [
    'what burns',
    [
      aStanding('a', 'burning'),
      aStanding('b', 'burning', {}, 'ledger'),
      aStanding('c', 'unknown', {}, 'shop'),
    ],
    'No error budget is overspent. 2 of 3 services spend one faster than allowed.',
  ],
  [
    'what nobody knows, and never that it is right',
    [aStanding('a', 'healthy'), aStanding('b', 'unknown')],
    'Nothing that was measured is overspent. 1 of 1 services has an SLO without data of the last hour.',
  ],
  [
    'that all is right',
    [aStanding('a', 'healthy'), aStanding('b', 'healthy', {}, 'ledger')],
    'All 2 services keep their error budgets.',
  ],
])('says in a sentence %s', async (_, slos, words) => {
  await renderPage(over(slos));
  expect(await answer()).toHaveTextContent(words);
});

it('shows a row for each SLO, with the way to its service', async () => {
  await renderPage(
    over([
      aStanding('availability', 'overspent', {
        ...{ budget_left: -0.4, burn_rate_1h: 14.4, labels: { region: 'eu' } },
      }),
      {
        ...aStanding('latency', 'unknown', {
          ...{ budget_left: null, burn_rate_1h: null, sli_1h: null },
          measured_until: null,
        }),
        entity_ref: 'component:emea/payments-api',
      },
    ]),
  );
  const table = await screen.findByRole('table', {
    name: 'SLOs in force, as they stand',
  });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map(row => row.textContent)).toEqual([
    expect.stringMatching(
      /^payments-apiavailabilityregion euOverspentoverspent by 40 %14.4 × allowed99.8 %99.9 % over 30d.*2026/,
    ),
    'emea/payments-apilatencyNo recent datanot knownno datano data99.9 % over 30dnever',
  ]);
  expect(
    within(rows[0]).getByRole('link', { name: 'payments-api' }),
  ).toHaveAttribute(
    'href',
    '/catalog/default/component/payments-api/slo-scout?environment=production',
  );
});

it('keeps search and filters in the address', async () => {
  const backend = over([
    aStanding('availability', 'overspent'),
    aStanding('latency', 'healthy', {}, 'ledger'),
  ]);
  await renderPage(backend);
  await userEvent.type(
    await screen.findByLabelText('Search services and SLOs'),
    'ledger',
  );
  await waitFor(() =>
    expect(address()).toHaveTextContent('/slo-scout?search=ledger'),
  );
  expect(await screen.findByText('latency')).toBeInTheDocument();
  await waitFor(() =>
    expect(screen.queryByText('availability')).not.toBeInTheDocument(),
  );
  expect(screen.getByText(/Counted are those/)).toBeInTheDocument();

  await userEvent.click(screen.getByRole('button', { name: 'Overspent 0' }));
  expect(address()).toHaveTextContent('search=ledger&state=overspent');
  expect(
    await screen.findByText('No SLO in force matches.'),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(address()).toHaveTextContent(/^\/slo-scout$/);
  expect(screen.getByRole('searchbox')).toHaveFocus();
  expect(await screen.findByText('availability')).toBeInTheDocument();
});

it('leaves a space that somebody types before the next word', async () => {
  await renderPage(over([aStanding('latency', 'healthy')]));
  const field = await screen.findByLabelText('Search services and SLOs');
  await userEvent.type(field, 'late ');
  await waitFor(() => expect(address()).toHaveTextContent('search=late'));
  expect(field).toHaveValue('late ');
});

it('asks for what a link says, and not for what makes no sense', async () => {
  const backend = over([aStanding('latency', 'healthy')]);
  await renderPage(
    backend,
    '?owner=mine&search=late&state=healthy&sort=color&environment=staging',
  );
  expect(await screen.findByText('latency')).toBeInTheDocument();
  expect(backend.asked[0]).toEqual({
    ...{ owner: 'mine', search: 'late', state: 'healthy' },
    environment: 'staging',
  });
  expect(screen.getByLabelText('Search services and SLOs')).toHaveValue('late');
  expect(screen.getByRole('button', { name: 'Healthy 1' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

it('goes from page to page and back', async () => {
  const backend = over(
    Array.from({ length: 120 }, (_, n) =>
      aStanding(`slo_${n}`, 'healthy', {}, `service-${n}`),
    ),
  );
  await renderPage(backend);
  const pages = await screen.findByRole('navigation', { name: 'Pages' });
  expect(pages).toHaveTextContent('1 to 50 of 120');
  await userEvent.click(
    within(pages).getByRole('button', { name: 'Next page' }),
  );
  expect(await screen.findByText('51 to 100 of 120')).toBeInTheDocument();
  expect(address()).toHaveTextContent('cursor=50');
  await userEvent.click(screen.getByRole('button', { name: 'Previous page' }));
  expect(await screen.findByText('1 to 50 of 120')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
  expect(await screen.findByText('51 to 100 of 120')).toBeInTheDocument();
  // Another order begins at its first page.
  await userEvent.click(screen.getByRole('button', { name: 'Healthy 120' }));
  expect(await screen.findByText('1 to 50 of 120')).toBeInTheDocument();
  expect(address()).not.toHaveTextContent('cursor');
});

it.each(['', '/queue', '/pull-requests', '/drift'])(
  'turns to the first page where there is none any more, under “%s”',
  async path => {
    const backend = over([aStanding('latency', 'healthy')]);
    backend.queue = [aQueueItem()];
    backend.organisation = { open: [aDeployment()], drift: [aDeployment()] };
    await renderPage(backend, `${path}?environment=production&cursor=50`);
    await waitFor(() => expect(address()).not.toHaveTextContent('cursor'));
    expect(address()).toHaveTextContent('environment=production');
    expect((await screen.findAllByText(/payments-api/)).length).toBeGreaterThan(
      0,
    );
  },
);

it('teaches what to do where there is nothing yet', async () => {
  await renderPage(over([]));
  expect(
    await screen.findByText(/No SLOs are in force yet. Open a service/),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Open the catalog' }),
  ).toHaveAttribute('href', '/catalog');
});

it('says in the words of the server what failed, and tries again', async () => {
  const backend = over([aStanding('latency', 'healthy')]);
  jest
    .spyOn(backend, 'listOverviewSlos')
    .mockRejectedValueOnce(await refusal(400, 'There is no environment moon.'));
  await renderPage(backend, '?environment=moon');
  expect(
    await screen.findAllByText(/There is no environment moon/),
  ).not.toHaveLength(0);
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('latency')).toBeInTheDocument();
});

it('counts what waits, and leads to where it is decided', async () => {
  const backend = over([]);
  backend.queue = [
    aQueueItem(),
    aQueueItem({
      ...{ kind: 'artifacts', environment: 'production', count: 6 },
      entity_ref: 'component:emea/payments-api',
    }),
    aQueueItem({
      ...{ kind: 'override', environment: 'production' },
      roles: ['senior_sre_approval'],
    }),
  ];
  await renderPage(backend);
  await userEvent.click(
    await screen.findByRole('link', { name: 'My queue (3)' }),
  );
  expect(address()).toHaveTextContent('/slo-scout/queue');
  const way = async (name: string) =>
    (await screen.findByRole('button', { name })).getAttribute('href');
  const tab = '/catalog/default/component/payments-api/slo-scout';
  expect(await way('Review the draft of payments-api')).toBe(`${tab}/slos`);
  expect(await way('Review the files of emea/payments-api')).toBe(
    `${tab.replace('default', 'emea')}/artifacts?environment=production`,
  );
  expect(await way('Decide on the override of payments-api')).toBe(
    `${tab}/artifacts?environment=production`,
  );
  expect(
    screen.getByText('6 generated files for production wait for approval'),
  ).toBeInTheDocument();
  expect(screen.getByText('You decide as senior SRE.')).toBeInTheDocument();
});

it('shows open pull requests and drift, each at its address', async () => {
  const backend = over([]);
  backend.organisation = {
    open: [aDeployment({ status: 'conflict' })],
    drift: [],
  };
  await renderPage(backend, '/pull-requests');
  const row = await screen.findByRole('article', { name: 'payments-api #12' });
  expect(within(row).getByText('Conflict')).toBeInTheDocument();
  expect(
    within(row).getByRole('link', { name: /Pull request #12/ }),
  ).toHaveAttribute('href', aDeployment().pr_url);
  expect(
    within(row).getByRole('button', { name: 'Look at payments-api' }),
  ).toHaveAttribute(
    'href',
    '/catalog/default/component/payments-api/slo-scout/deployments?environment=production',
  );
  await userEvent.click(screen.getByRole('link', { name: 'Drift' }));
  expect(
    await screen.findByText(/Everything that was deployed still is/),
  ).toBeInTheDocument();
});

it('leads from an address that is no more to the first view', async () => {
  await renderPage(over([aStanding('latency', 'healthy')]), '/no-longer');
  expect(await screen.findByText('latency')).toBeInTheDocument();
  expect(address()).toHaveTextContent(/^\/slo-scout$/);
});

it('has a header of its own in the legacy frontend system', async () => {
  await renderPage(over([]), '', SloScoutPage);
  expect(
    await screen.findByRole('heading', { level: 1, name: 'SLO Scout' }),
  ).toBeInTheDocument();
});

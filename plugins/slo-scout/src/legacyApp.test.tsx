import {
  AlertApiForwarder,
  AppRouter,
  createFetchApi,
  createSpecializedApp,
  ErrorApiForwarder,
  FlatRoutes,
  UrlPatternDiscovery,
  WebStorage,
} from '@backstage/core-app-api';
import { ErrorPage, Progress } from '@backstage/core-components';
import {
  alertApiRef,
  type AnyApiFactory,
  createApiFactory,
  discoveryApiRef,
  errorApiRef,
  fetchApiRef,
  storageApiRef,
  useRouteRef,
} from '@backstage/core-plugin-api';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityLayout,
} from '@backstage/plugin-catalog';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { mockApis } from '@backstage/test-utils';
import { themes, UnifiedThemeProvider } from '@backstage/theme';
import Icon from '@material-ui/icons/Extension';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route } from 'react-router-dom';
import { aQueueItem, aSlo, payments } from './__testUtils__/fixtures';
import { InMemorySloScout } from './__testUtils__/InMemorySloScout';
import {
  EntitySloScoutCard,
  isSloScoutAvailable,
  organisationRouteRef,
  rootRouteRef,
  SloScoutContent,
  SloScoutPage,
  sloScoutApiRef,
  sloScoutPlugin,
} from '.';

type AppOptions = Parameters<typeof createSpecializedApp>[0];

const PORTAL = 'http://portal.test';
const ENTITY = '/catalog/default/component/payments-api';

/** Of somebody else's card, to the tab and to the page. */
function Links() {
  const toTab = useRouteRef(rootRouteRef);
  const toPage = useRouteRef(organisationRouteRef);
  return (
    <>
      <a href={toTab()}>This service</a>
      <a href={toPage()}>All services</a>
    </>
  );
}

/** As the README tells the owner of a legacy app. */
const routesOf = (tabPath: string, catalogPath: string) => (
  <FlatRoutes>
    <Route path="/slo-scout" element={<SloScoutPage />} />
    <Route path={catalogPath} element={<CatalogIndexPage />} />
    <Route
      path="/catalog/:namespace/:kind/:name"
      element={<CatalogEntityPage />}
    >
      <EntityLayout>
        <EntityLayout.Route path="/" title="Overview">
          <>
            <EntitySloScoutCard />
            <Links />
          </>
        </EntityLayout.Route>
        <EntityLayout.Route
          path={tabPath}
          title="SLO Scout"
          if={isSloScoutAvailable}
        >
          <SloScoutContent />
        </EntityLayout.Route>
      </EntityLayout>
    </Route>
  </FlatRoutes>
);

const alerts = new AlertApiForwarder();

/** Of an app, but for the plugins': a browser's storage, a portal's address. */
const APIS: AnyApiFactory[] = [
  createApiFactory(alertApiRef, alerts),
  createApiFactory(errorApiRef, new ErrorApiForwarder()),
  createApiFactory(
    storageApiRef,
    WebStorage.create({ errorApi: new ErrorApiForwarder() }),
  ),
  createApiFactory(
    discoveryApiRef,
    UrlPatternDiscovery.compile(`${PORTAL}/api/{{ pluginId }}`),
  ),
  createApiFactory(permissionApiRef, mockApis.permission()),
];

interface World {
  at: string;
  entity?: typeof payments;
  /** Without it the app has the plugin's own client. */
  backend?: InMemorySloScout;
  fetch?: typeof fetch;
  language?: string;
  /** Path of the tab. Default: as in the README. */
  tabPath?: string;
  /** Path of the list of all entities. Default: as usual. */
  catalogPath?: string;
}

function renderLegacyApp(world: World) {
  const { at, entity = payments, backend, language = 'en' } = world;
  const { tabPath = '/slo-scout', catalogPath = '/catalog' } = world;
  const app = createSpecializedApp({
    apis: [
      createApiFactory(catalogApiRef, catalogApiMock({ entities: [entity] })),
      createApiFactory(
        fetchApiRef,
        createFetchApi({ baseImplementation: world.fetch }),
      ),
      ...(backend ? [createApiFactory(sloScoutApiRef, backend)] : []),
    ],
    defaultApis: APIS,
    configLoader: async () => [],
    icons: new Proxy({}, { get: () => Icon }) as AppOptions['icons'],
    components: {
      Progress,
      NotFoundErrorPage: () => <ErrorPage statusMessage="Not found" />,
      BootErrorPage: ({ error }) => <>{error.message}</>,
      ErrorBoundaryFallback: ({ error }) => <>{error.message}</>,
      Router: ({ children }) => (
        <MemoryRouter initialEntries={[at]}>{children}</MemoryRouter>
      ),
    },
    themes: [
      {
        id: 'light',
        title: 'Light',
        variant: 'light',
        Provider: ({ children }) => (
          <UnifiedThemeProvider theme={themes.light}>
            {children}
          </UnifiedThemeProvider>
        ),
      },
    ],
    __experimentalTranslations: {
      availableLanguages: ['en', 'de'],
      defaultLanguage: language,
    },
  });
  const Root = app.createRoot(
    <AppRouter>{routesOf(tabPath, catalogPath)}</AppRouter>,
  );
  render(<Root />);
  return app;
}

// The app remembers the language of its user there.
beforeEach(() => window.localStorage.clear());

it('finds the plugin by the elements of its routes', async () => {
  const app = renderLegacyApp({
    at: '/slo-scout',
    backend: new InMemorySloScout(),
  });
  await screen.findByRole('heading', { level: 1, name: 'SLO Scout' });
  expect(app.getPlugins()).toContain(sloScoutPlugin);
});

it('leads from the card of the overview to the tab', async () => {
  renderLegacyApp({
    at: ENTITY,
    backend: new InMemorySloScout({ slos: [aSlo()] }),
  });
  await userEvent.click(
    await screen.findByRole('link', { name: 'Open SLO Scout' }),
  );
  expect(
    await screen.findByRole('article', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
});

it('leads to the tab where the app has it, from the card and from the page', async () => {
  const backend = new InMemorySloScout();
  backend.queue = [aQueueItem()];
  const tabPath = '/reliability';
  renderLegacyApp({ at: ENTITY, backend, tabPath });
  expect(
    await screen.findByRole('link', { name: 'Open SLO Scout' }),
  ).toHaveAttribute('href', `${ENTITY}/reliability`);

  cleanup();
  renderLegacyApp({ at: '/slo-scout/queue', backend, tabPath });
  expect(
    await screen.findByRole('button', { name: /^Review the draft/ }),
  ).toHaveAttribute('href', `${ENTITY}/reliability/slos`);
});

it('gives other plugins the addresses of the tab and of the page', async () => {
  renderLegacyApp({ at: ENTITY, backend: new InMemorySloScout() });
  expect(
    await screen.findByRole('link', { name: 'This service' }),
  ).toHaveAttribute('href', `${ENTITY}/slo-scout`);
  expect(screen.getByRole('link', { name: 'All services' })).toHaveAttribute(
    'href',
    '/slo-scout',
  );
});

it('leads to the catalog where the app has it', async () => {
  renderLegacyApp({
    at: '/slo-scout',
    backend: new InMemorySloScout(),
    catalogPath: '/things',
  });
  expect(
    await screen.findByRole('button', { name: 'Open the catalog' }),
  ).toHaveAttribute('href', '/things');
});

it('shows a view of the tab by its address', async () => {
  renderLegacyApp({
    at: `${ENTITY}/slo-scout/artifacts`,
    backend: new InMemorySloScout({ slos: [aSlo()] }),
  });
  expect(
    await screen.findByRole('heading', { level: 2, name: 'Artifacts' }),
  ).toBeInTheDocument();
});

it('has no tab on the page of what owns no SLOs', async () => {
  renderLegacyApp({
    at: ENTITY.replace('component', 'domain'),
    entity: { ...payments, kind: 'Domain' },
    backend: new InMemorySloScout(),
  });
  expect(
    await screen.findByRole('tab', { name: 'Overview' }),
  ).toBeInTheDocument();
  expect(screen.queryByRole('tab', { name: 'SLO Scout' })).toBeNull();
});

it('shows the page about the organisation, with a header of its own', async () => {
  renderLegacyApp({
    at: '/slo-scout/queue',
    backend: new InMemorySloScout(),
  });
  expect(await screen.findByText(/Nothing waits for you/)).toBeInTheDocument();
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(
    screen.getByText(/How the services of the organisation/),
  ).toBeInTheDocument();
});

it('speaks German where the app does', async () => {
  renderLegacyApp({
    at: `${ENTITY}/slo-scout/artifacts`,
    backend: new InMemorySloScout({ slos: [aSlo()] }),
    language: 'de',
  });
  expect(
    await screen.findByRole('heading', { level: 2, name: 'Artefakte' }),
  ).toBeInTheDocument();
});

it('asks the backend that the app has discovered, by the plugin’s own client', async () => {
  const asked: string[] = [];
  renderLegacyApp({
    at: `${ENTITY}/slo-scout`,
    fetch: async input => {
      asked.push(new Request(input).url);
      return new Response(
        JSON.stringify({
          error: { name: 'ServiceUnavailableError', message: 'Not today' },
          response: { statusCode: 503 },
        }),
        { status: 503, headers: { 'content-type': 'application/json' } },
      );
    },
  });
  expect((await screen.findAllByText(/Not today/)).length).toBeGreaterThan(0);
  expect(asked).toContain(
    `${PORTAL}/api/slo-scout/v1/slos?entity_ref=component%3Adefault%2Fpayments-api`,
  );
});

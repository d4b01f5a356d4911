import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, within } from '@testing-library/react';
import sloScoutPlugin from './alpha';
import { sloScoutApiRef } from './api';
import { aFeasibility } from './__testUtils__/feasibility';
import { aQueueItem, aSlo, payments } from './__testUtils__/fixtures';
import { InMemorySloScout } from './__testUtils__/InMemorySloScout';

function renderEntityPage(kind: string) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: { ...payments, kind } }),
      sloScoutPlugin.getExtension('entity-content:slo-scout'),
    ],
    apis: [[sloScoutApiRef, new InMemorySloScout({ slos: [aSlo()] })]],
  });
}

// The app remembers the language of its user there.
beforeEach(() => window.localStorage.clear());

it.each(['Component', 'System', 'Resource', 'API'])(
  'shows the tab on the page of a %s',
  async kind => {
    renderEntityPage(kind);
    expect(
      await screen.findByRole('article', { name: 'payment_success_rate' }),
    ).toBeInTheDocument();
  },
);

it('shows no tab where there are no SLOs to own', async () => {
  renderEntityPage('Group');
  expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
});

it('brings a page about the organisation, without a second header', async () => {
  const backend = new InMemorySloScout();
  renderTestApp({
    extensions: [sloScoutPlugin.getExtension('page:slo-scout')],
    apis: [[sloScoutApiRef, backend]],
    initialRouteEntries: ['/slo-scout/queue'],
  });
  expect(await screen.findByText(/Nothing waits for you/)).toBeInTheDocument();
  expect(screen.queryByText(/How the services of the organisation/)).toBeNull();
});

it('leads from there to the tab, where the app has it', async () => {
  const backend = new InMemorySloScout();
  backend.queue = [aQueueItem()];
  renderTestApp({
    extensions: [
      catalogPlugin.getExtension('page:catalog/entity'),
      sloScoutPlugin.getExtension('entity-content:slo-scout'),
      sloScoutPlugin.getExtension('page:slo-scout'),
    ],
    apis: [[sloScoutApiRef, backend]],
    config: {
      app: {
        extensions: [
          { 'entity-content:slo-scout': { config: { path: '/reliability' } } },
        ],
      },
    },
    initialRouteEntries: ['/slo-scout/queue'],
  });
  expect(
    await screen.findByRole('button', { name: /^Review the draft/ }),
  ).toHaveAttribute(
    'href',
    '/catalog/default/component/payments-api/reliability/slos',
  );
});

it('leads from there to the catalog, where the app has it', async () => {
  renderTestApp({
    features: [catalogPlugin, sloScoutPlugin],
    apis: [[sloScoutApiRef, new InMemorySloScout()]],
    config: {
      app: {
        extensions: [{ 'page:catalog': { config: { path: '/things' } } }],
      },
    },
    initialRouteEntries: ['/slo-scout'],
  });
  expect(
    await screen.findByRole('button', { name: 'Open the catalog' }),
  ).toHaveAttribute('href', '/things');
});

it.each([
  ['Component', true],
  ['Group', false],
])('puts a card on the overview of a %s: %s', async (kind, shown) => {
  const card = createExtensionTester(
    sloScoutPlugin.getExtension('entity-card:slo-scout'),
  );
  const filter = card.get(EntityCardBlueprint.dataRefs.filterFunction);
  expect(filter?.({ ...payments, kind })).toBe(shown);
});

it('brings its client with it', () => {
  expect(sloScoutPlugin.getExtension('api:slo-scout')).toBeDefined();
});

it('brings the field of templates with it', async () => {
  const field = createExtensionTester(
    sloScoutPlugin.getExtension('scaffolder-form-field:slo-scout/slo-picker'),
  ).get(FormFieldBlueprint.dataRefs.formFieldLoader);
  expect(await field()).toMatchObject({ name: 'SloScoutSloPicker' });
});

it('speaks German where the app does, in numbers too', async () => {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: payments }),
      sloScoutPlugin.getExtension('entity-content:slo-scout'),
    ],
    apis: [
      [
        sloScoutApiRef,
        new InMemorySloScout({
          slos: [aSlo()],
          feasibility: [
            aFeasibility({
              reason_coded: [
                {
                  code: 'feasibility.alternative',
                  values: { objective_share: 0.9985 },
                },
              ],
            }),
          ],
        }),
      ],
    ],
    config: {
      app: {
        extensions: [
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'de'],
                defaultLanguage: 'de',
              },
            },
          },
        ],
      },
    },
  });
  const slo = await screen.findByRole('article', {
    name: 'payment_success_rate',
  });
  expect(within(slo).getByText('Zielwert')).toBeInTheDocument();
  expect(within(slo).getByText(/^99,9 %/)).toBeInTheDocument();
  // A sentence of the server's.
  expect(
    await within(slo).findByText(/^99,85 % könnte ein Dienst erreichen/),
  ).toBeInTheDocument();
});

import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { aSlo, payments } from './__testUtils__/fixtures';
import { InMemorySloScout } from './__testUtils__/InMemorySloScout';
import {
  EntitySloScoutCard,
  isSloScoutAvailable,
  rootRouteRef,
  SloScoutContent,
  sloScoutApiRef,
  SloScoutSloPicker,
} from '.';

it('shows the same tab in the legacy frontend system', async () => {
  await renderInTestApp(
    <TestApiProvider
      apis={[[sloScoutApiRef, new InMemorySloScout({ slos: [aSlo()] })]]}
    >
      <EntityProvider entity={payments}>
        <Routes>
          <Route path="/slo-scout/*" element={<SloScoutContent />} />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: { '/slo-scout': rootRouteRef },
      routeEntries: ['/slo-scout/artifacts'],
    },
  );
  expect(
    await screen.findByRole('heading', { level: 2, name: 'Artifacts' }),
  ).toBeInTheDocument();
});

it('shows the same card in the legacy frontend system', async () => {
  await renderInTestApp(
    <TestApiProvider
      apis={[[sloScoutApiRef, new InMemorySloScout({ slos: [aSlo()] })]]}
    >
      <EntityProvider entity={payments}>
        <EntitySloScoutCard />
      </EntityProvider>
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  expect(
    await screen.findByRole('heading', { name: 'payment_success_rate' }),
  ).toBeInTheDocument();
});

it.each([
  ['Component', true],
  ['system', true],
  ['Resource', true],
  ['API', true],
  ['Group', false],
  ['User', false],
])('knows whether a %s owns SLOs', (kind, yes) => {
  expect(isSloScoutAvailable({ ...payments, kind })).toBe(yes);
});

it('brings the field of templates to the legacy scaffolder', async () => {
  const Fields = () => {
    const fields = useCustomFieldExtensions(
      <ScaffolderFieldExtensions>
        <SloScoutSloPicker />
      </ScaffolderFieldExtensions>,
    );
    return <>{fields.map(({ name }) => name).join()}</>;
  };
  await renderInTestApp(<Fields />);
  expect(await screen.findByText('SloScoutSloPicker')).toBeInTheDocument();
});

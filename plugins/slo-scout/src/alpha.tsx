import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { RiPulseLine } from '@remixicon/react';
import { SloScoutClient } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sloScoutApiRef } from './api';
import { SUPPORTED_KINDS } from './isSloScoutAvailable';
import {
  catalogIndexRouteRef,
  organisationRouteRef,
  rootRouteRef,
} from './routes';

const sloScoutApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: sloScoutApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SloScoutClient(deps),
    }),
});

const sloScoutEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/slo-scout',
    title: 'SLO Scout',
    group: 'observability',
    icon: <RiPulseLine />,
    routeRef: rootRouteRef,
    filter: { kind: { $in: SUPPORTED_KINDS } },
    loader: async () => {
      const { SloScoutContent } = await import('./components/SloScoutContent');
      return <SloScoutContent />;
    },
  },
});

const sloScoutEntityCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter: { kind: { $in: SUPPORTED_KINDS } },
    loader: async () => {
      const { OverviewCard } = await import('./components/OverviewCard');
      return <OverviewCard />;
    },
  },
});

const sloScoutPage = PageBlueprint.make({
  params: {
    path: '/slo-scout',
    title: 'SLO Scout',
    icon: <RiPulseLine />,
    routeRef: organisationRouteRef,
    loader: async () => {
      const { OrganisationPage } = await import(
        './components/OrganisationPage'
      );
      return <OrganisationPage />;
    },
  },
});

const sloPickerField = FormFieldBlueprint.make({
  name: 'slo-picker',
  params: {
    field: async () => {
      const { LazySloPicker, sloPickerSchema, validateSlos } = await import(
        './components/SloPicker'
      );
      return createFormField({
        name: 'SloScoutSloPicker',
        component: LazySloPicker,
        validation: validateSlos,
        schema: sloPickerSchema,
      });
    },
  },
});

/**
 * SLO Scout for apps on the new frontend system.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'slo-scout',
  title: 'SLO Scout',
  icon: <RiPulseLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: organisationRouteRef, entityContent: rootRouteRef },
  externalRoutes: { catalogIndex: catalogIndexRouteRef },
  extensions: [
    sloScoutApi,
    sloScoutEntityCard,
    sloScoutEntityContent,
    sloScoutPage,
    sloPickerField,
  ],
});

import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { ConfigReader } from '@backstage/core-app-api';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import ReactDOM from 'react-dom/client';
import sloScoutPlugin from '../src/alpha';
import { sloScoutApiRef } from '../src/api';
import { payments } from '../src/__testUtils__/fixtures';
import { InMemorySloScout } from '../src/__testUtils__/InMemorySloScout';
import { worlds } from './worlds';

// The tab without a backend: /catalog/default/component/payments-api/slo-scout?world=review
const world = new URLSearchParams(window.location.search).get('world');

const catalogInMemory = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => new InMemoryCatalogClient({ entities: [payments] }),
        }),
    }),
  ],
});

const sloScoutInMemory = createFrontendModule({
  pluginId: 'slo-scout',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: sloScoutApiRef,
          deps: {},
          factory: () => new InMemorySloScout(worlds[world ?? 'review']?.()),
        }),
    }),
  ],
});

const config = new ConfigReader({
  app: {
    baseUrl: window.location.origin,
    title: 'SLO Scout',
    extensions: [{ 'sign-in-page:app': false }],
  },
  backend: { baseUrl: window.location.origin },
});

const app = createApp({
  advanced: { configLoader: async () => ({ config }) },
  features: [catalogPlugin, sloScoutPlugin, catalogInMemory, sloScoutInMemory],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());

import { createBackend } from '@backstage/backend-defaults';
import { demoAuthModule } from './auth';
import { createMetricsEndpoint, installMeterProvider } from './metrics';
import { portalPermissionsModule } from './permissions';

// First of all: a meter that is created earlier would stay a no-op.
const exporter = installMeterProvider();

const backend = createBackend();
backend.add(createMetricsEndpoint(exporter));

// The built app of packages/app
backend.add(import('@backstage/plugin-app-backend'));

// People
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(demoAuthModule);
backend.add(import('@backstage/plugin-user-settings-backend'));

// What they may do
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(portalPermissionsModule);

// Catalog and search
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// From approved SLOs to a merged pull request
backend.add(import('@slo-scout/backstage-plugin-slo-scout-backend'));

// Templates
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@slo-scout/backstage-plugin-scaffolder-backend-module-slo-scout'),
);

// Webhooks of Git hosts, live updates of the browser
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-events-backend-module-github'));
backend.add(import('@backstage/plugin-events-backend-module-gitlab'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.start();

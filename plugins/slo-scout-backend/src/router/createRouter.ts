import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import express, { type Router } from 'express';
import type { SloScout } from '../SloScout';
import { spec } from '../openapi/generated';
import { mountArtifactRoutes } from './artifactRoutes';
import { mountAuditRoutes } from './auditRoutes';
import { answerRefusals } from './answerRefusals';
import { mountDefinitionRoutes } from './definitionRoutes';
import { mountDeploymentRoutes } from './deploymentRoutes';
import { mountRemovalRoutes } from './removalRoutes';
import { mountGenerationRoutes } from './generationRoutes';
import { mountMeasurementRoutes } from './measurementRoutes';
import { mountOverrideRoutes } from './overrideRoutes';
import { mountOverviewRoutes } from './overviewRoutes';
import { mountPolicyRoutes } from './policyRoutes';
import { mountReplayRoutes } from './replayRoutes';
import { mountSloRoutes } from './sloRoutes';
import { mountWebhookRoutes } from './webhookRoutes';

/** A document may hold 1 MB; JSON escapes make it longer on the way. */
const BODY_LIMIT = '3mb';

/** What every resource's routes are given. */
export interface RouteContext {
  scout: SloScout;
  httpAuth: HttpAuthService;
  logger: LoggerService;
}

/** Parses, calls the domain service, chooses the status. `openapi.yaml` is enforced. */
export function createRouter(context: RouteContext): Router {
  const root = express.Router();
  mountWebhookRoutes(root, context);

  const router: Router = createValidatedOpenApiRouter(spec, {
    middleware: [express.json({ limit: BODY_LIMIT })],
    validatorOptions: { validateRequests: { coerceTypes: true } },
  });
  mountDefinitionRoutes(router, context);
  mountSloRoutes(router, context);
  mountReplayRoutes(router, context);
  mountMeasurementRoutes(router, context);
  mountGenerationRoutes(router, context);
  mountArtifactRoutes(router, context);
  mountPolicyRoutes(router, context);
  mountOverrideRoutes(router, context);
  mountDeploymentRoutes(router, context);
  mountOverviewRoutes(router, context);
  mountRemovalRoutes(router, context);
  mountAuditRoutes(router, context);
  root.use(router);
  root.use(answerRefusals(context.logger));
  return root;
}

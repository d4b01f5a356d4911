import type {
  DocumentRequest,
  MetricLookup,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';
import { answering } from './whileWaited';

export function mountDefinitionRoutes(
  router: Router,
  { scout: { definition }, httpAuth }: RouteContext,
) {
  router.post(
    '/v1/slos/check',
    answering(httpAuth, ({ body }, ...waiting) =>
      definition.check(body as DocumentRequest, ...waiting),
    ),
  );

  router.post(
    '/v1/slos/history',
    answering(httpAuth, ({ body }, ...waiting) =>
      definition.history(body as DocumentRequest, ...waiting),
    ),
  );

  router.get(
    '/v1/slos/templates',
    answering(httpAuth, ({ query }, ...waiting) =>
      definition.templates(
        query as { entity_ref: string; environment?: string },
        ...waiting,
      ),
    ),
  );

  router.get(
    '/v1/metrics',
    answering(httpAuth, ({ query }, ...waiting) =>
      definition.lookUp(query as unknown as MetricLookup, ...waiting),
    ),
  );
}

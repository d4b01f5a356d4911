import type {
  DocumentRequest,
  MetricLookup,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';
import { whileWaited } from './whileWaited';

export function mountDefinitionRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  const { definition } = scout;

  router.post('/v1/slos/check', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await definition.check(
        req.body as DocumentRequest,
        credentials,
        whileWaited(res),
      ),
    );
  });

  router.post('/v1/slos/history', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await definition.history(
        req.body as DocumentRequest,
        credentials,
        whileWaited(res),
      ),
    );
  });

  router.get('/v1/slos/templates', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await definition.templates(
        req.query as { entity_ref: string; environment?: string },
        credentials,
        whileWaited(res),
      ),
    );
  });

  router.get('/v1/metrics', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await definition.lookUp(
        req.query as unknown as MetricLookup,
        credentials,
        whileWaited(res),
      ),
    );
  });
}

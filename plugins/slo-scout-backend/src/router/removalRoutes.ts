import type { RemovalRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';

export function mountRemovalRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/removals', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      removals: await scout.removals.list(
        String(req.query.entity_ref),
        credentials,
      ),
    });
  });

  router.post('/v1/removals/evaluate', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      decision: await scout.removals.evaluate(
        req.body as RemovalRequest,
        credentials,
      ),
    });
  });

  router.post('/v1/removals', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { created, result } = await scout.removals.open(
      req.body as RemovalRequest,
      credentials,
    );
    res.status(created ? 201 : 200).json(result);
  });
}

import type { Router } from 'express';
import type { RouteContext } from './createRouter';

export function mountMeasurementRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/measurements', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { entity_ref: entityRef, environment } = req.query;
    res.json({
      measurements: await scout.measurements.list(
        {
          entityRef: String(entityRef),
          ...(environment !== undefined && {
            environment: String(environment),
          }),
        },
        credentials,
      ),
    });
  });
}

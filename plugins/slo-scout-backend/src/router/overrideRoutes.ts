import type {
  OverrideRequest,
  OverrideStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { OverrideVerdict } from '../governance/OverrideDecider';
import type { RouteContext } from './createRouter';

export function mountOverrideRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/policy/overrides', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = req.query as { entity_ref?: string; status?: OverrideStatus };
    res.json({
      overrides: await scout.overrides.list(
        { entity_ref: query.entity_ref, status: query.status },
        credentials,
      ),
    });
  });

  router.post('/v1/policy/overrides', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const override = await scout.overrides.request(
      req.body as OverrideRequest,
      credentials,
    );
    res.status(201).json({ override });
  });

  router.patch('/v1/policy/overrides/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const verdict = req.body as Omit<OverrideVerdict, 'id'>;
    res.json({
      override: await scout.overrides.decide(
        { ...verdict, id: req.params.id },
        credentials,
      ),
    });
  });
}

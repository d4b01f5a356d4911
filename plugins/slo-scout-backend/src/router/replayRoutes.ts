import type {
  BacktestRequest,
  WhatIfRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';
import { whileWaited } from './whileWaited';

export function mountReplayRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.post('/v1/slos/:id/what-if', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const body = req.body as Omit<WhatIfRequest, 'slo_id'>;
    res.json(
      await scout.whatIf.answer(
        { ...body, slo_id: req.params.id },
        credentials,
        whileWaited(res),
      ),
    );
  });

  router.post('/v1/backtests', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await scout.backtests.answer(
        req.body as BacktestRequest,
        credentials,
        whileWaited(res),
      ),
    );
  });
}

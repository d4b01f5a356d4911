import type {
  BacktestRequest,
  WhatIfRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';
import { answering } from './whileWaited';

export function mountReplayRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.post(
    '/v1/slos/:id/what-if',
    answering(httpAuth, ({ body, params }, ...waiting) => {
      const question = body as Omit<WhatIfRequest, 'slo_id'>;
      return scout.whatIf.answer(
        { ...question, slo_id: params.id },
        ...waiting,
      );
    }),
  );

  router.post(
    '/v1/backtests',
    answering(httpAuth, ({ body }, ...waiting) =>
      scout.backtests.answer(body as BacktestRequest, ...waiting),
    ),
  );
}

import type {
  OverviewDeploymentsView,
  OverviewSlosRequest,
  PageRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Request, Router } from 'express';
import type { RouteContext } from './createRouter';

export function mountOverviewRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/overview', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await scout.overview.get(credentials));
  });

  router.get('/v1/overview/slos', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const request = { ...(req.query as OverviewSlosRequest), ...pageIn(req) };
    res.json(await scout.overview.slos(request, credentials));
  });

  router.get('/v1/overview/queue', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await scout.overview.queue(pageIn(req), credentials));
  });

  router.get('/v1/overview/deployments', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const view = req.query.view as OverviewDeploymentsView;
    res.json(
      await scout.overview.deployments({ view, ...pageIn(req) }, credentials),
    );
  });
}

function pageIn({ query }: Request): PageRequest {
  return {
    ...(query.limit === undefined ? {} : { limit: Number(query.limit) }),
    ...(query.cursor === undefined ? {} : { cursor: String(query.cursor) }),
  };
}

import type { DeployRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';

export function mountDeploymentRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.post('/v1/pr', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { created, result } = await scout.deployments.deploy(
      req.body as DeployRequest,
      credentials,
    );
    res.status(created ? 201 : 200).json(result);
  });

  router.post('/v1/pr/preview', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const request = req.body as DeployRequest;
    res.json({ preview: await scout.previews.preview(request, credentials) });
  });

  const deeds = {
    rebase: scout.deployments.rebase.bind(scout.deployments),
    rollback: scout.restorations.rollback.bind(scout.restorations),
    restore: scout.restorations.restore.bind(scout.restorations),
  };
  for (const [name, deed] of Object.entries(deeds)) {
    router.post(`/v1/deployments/:id/${name}`, async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const { created, result } = await deed(req.params.id, credentials);
      res.status(created ? 201 : 200).json(result);
    });
  }

  router.get('/v1/deployments/:id/drift', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({ drift: await scout.drift.get(req.params.id, credentials) });
  });

  router.post('/v1/deployments/:id/adopt', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const slos = await scout.drift.adopt(req.params.id, credentials);
    res.status(201).json({ slos });
  });

  router.get('/v1/deployments', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      deployments: await scout.deployments.list(
        String(req.query.entity_ref),
        credentials,
      ),
    });
  });

  router.get('/v1/deployments/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      deployment: await scout.deployments.get(req.params.id, credentials),
    });
  });
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { DeployRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { Deployed } from '../gitops/deployed';
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

  const mountDeed = (
    name: string,
    deed: (id: string, by: BackstageCredentials) => Promise<Deployed>,
  ) =>
    router.post(`/v1/deployments/:id/${name}`, async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const { created, result } = await deed(req.params.id, credentials);
      res.status(created ? 201 : 200).json(result);
    });
  mountDeed('rebase', (id, by) => scout.deployments.rebase(id, by));
  mountDeed('rollback', (id, by) => scout.restorations.rollback(id, by));
  mountDeed('restore', (id, by) => scout.restorations.restore(id, by));

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

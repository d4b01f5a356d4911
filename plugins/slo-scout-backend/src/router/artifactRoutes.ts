import { InputError, NotAllowedError } from '@backstage/errors';
import type { DashboardRange } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';
import { whileWaited } from './whileWaited';

export function mountArtifactRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/artifacts', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = req.query as Record<string, string | undefined>;
    res.json({
      artifacts: await scout.approvals.list(
        {
          entity_ref: query.entity_ref,
          environment: query.environment,
          generation_id: query.generation_id,
          deployment_id: query.deployment_id,
        },
        credentials,
      ),
    });
  });

  router.post('/v1/artifacts/approve', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { artifact_ids: ids } = req.body as { artifact_ids: string[] };
    res.json(await scout.approvals.approve(ids, credentials));
  });

  router.get('/v1/artifacts/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      artifact: await scout.approvals.get(req.params.id, credentials),
    });
  });

  router.get('/v1/artifacts/:id/deployed', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      artifact: await scout.approvals.deployedAt(req.params.id, credentials),
    });
  });

  router.post('/v1/artifacts/:id/panels', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { range } = req.body as { range: DashboardRange };
    res.json({
      dashboard: await scout.dashboards.read(
        { id: req.params.id, range },
        credentials,
        whileWaited(res),
      ),
    });
  });

  router.patch('/v1/artifacts/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const body = req.body as {
      action: 'approve' | 'reject';
      reason?: string;
      approved_by?: string;
    };
    const { userEntityRef } = credentials.principal;
    if (body.approved_by && body.approved_by !== userEntityRef) {
      throw new NotAllowedError(
        `approved_by names ${body.approved_by}, but you are ${userEntityRef}. Leave it out.`,
      );
    }
    if (body.action === 'reject') {
      res.json({
        artifact: await scout.approvals.reject(
          req.params.id,
          body.reason,
          credentials,
        ),
      });
      return;
    }
    if (body.reason) {
      throw new InputError('reason belongs to a rejection');
    }
    const { artifacts, decision } = await scout.approvals.approve(
      [req.params.id],
      credentials,
    );
    res.json({ artifact: artifacts[0], decision });
  });

  router.post('/v1/policy/evaluate', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { artifact_ids: ids } = req.body as { artifact_ids: string[] };
    res.json({ decision: await scout.approvals.evaluate(ids, credentials) });
  });
}

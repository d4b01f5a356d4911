import type { Router } from 'express';
import type { RouteContext } from './createRouter';

export function mountSloRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/capabilities', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    res.json(
      await scout.capabilities(String(req.query.entity_ref), credentials),
    );
  });

  router.get('/v1/slos', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      slos: await scout.slos.list(String(req.query.entity_ref), credentials),
    });
  });

  router.get('/v1/slos/feasibility', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      feasibility: await scout.feasibility.list(
        String(req.query.entity_ref),
        credentials,
      ),
    });
  });

  router.post('/v1/slos', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const body = req.body as { entity_ref: string; document: string };
    res
      .status(201)
      .json(
        await scout.slos.create(
          { entityRef: body.entity_ref, document: body.document },
          credentials,
        ),
      );
  });

  router.get('/v1/slos/:id/openslo', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res
      .type('application/yaml')
      .send(await scout.slos.openSlo(req.params.id, credentials));
  });

  router.patch('/v1/slos/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const body = req.body as {
      action: 'approve' | 'retire';
      revision?: number;
    };
    res.json({
      slo: await scout.slos.decide({ id: req.params.id, ...body }, credentials),
    });
  });
}

import type { GenerateRequest } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { RouteContext } from './createRouter';
import { whileWaited } from './whileWaited';

export function mountGenerationRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.post('/v1/artifacts/generate', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const request = req.body as GenerateRequest;
    if (prefersAsync(req.header('Prefer'))) {
      const started = await scout.generations.start(request, credentials);
      res
        .status(202)
        .location(`${req.baseUrl}/v1/generations/${started.generation_id}`)
        .json(started);
      return;
    }
    const result = await scout.generations.generate(
      request,
      credentials,
      whileWaited(res),
    );
    res.status(request.validation_only ? 200 : 201).json(result);
  });

  router.get('/v1/generations/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await scout.generations.get(req.params.id, credentials));
  });

  router.delete('/v1/generations/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await scout.generations.cancel(req.params.id, credentials);
    res.status(204).end();
  });
}

/** RFC 7240. */
function prefersAsync(header: string | undefined): boolean {
  return (header ?? '')
    .split(',')
    .some(preference => preference.trim().toLowerCase() === 'respond-async');
}

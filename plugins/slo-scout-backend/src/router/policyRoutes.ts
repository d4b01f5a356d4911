import { InputError } from '@backstage/errors';
import type {
  PolicyScope,
  PutPolicyRequest,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Router } from 'express';
import type { Candidate } from '../governance/ShadowService';
import type { RouteContext } from './createRouter';

export function mountPolicyRoutes(
  router: Router,
  { scout, httpAuth }: RouteContext,
) {
  router.get('/v1/policy', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = req.query as { environment: string; entity_ref?: string };
    res.json({
      policy: await scout.policies.effective(
        { environment: query.environment, entity_ref: query.entity_ref },
        credentials,
      ),
    });
  });

  router.get('/v1/policies', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      policies: await scout.policies.list(scopeOf(req.query), credentials),
    });
  });

  router.put('/v1/policies', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      policy: await scout.policies.put(
        req.body as PutPolicyRequest,
        credentials,
      ),
    });
  });

  router.post('/v1/policy/shadow', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      decisions: await scout.shadow.shadow(req.body as Candidate, credentials),
    });
  });
}

function scopeOf(query: {
  scope?: unknown;
  name?: unknown;
}): PolicyScope | undefined {
  if (query.scope === undefined) {
    if (query.name !== undefined) {
      throw new InputError('name needs the scope that it is the name of');
    }
    return undefined;
  }
  return {
    kind: query.scope as PolicyScope['kind'],
    ...(query.name === undefined ? {} : { name: String(query.name) }),
  };
}

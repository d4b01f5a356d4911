import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import type {
  GenerateRequest,
  GenerateResult,
  Slo,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { json, Router } from 'express';

/** What the action asked for, and as whom. */
export interface SeenGeneration {
  user: string;
  body: GenerateRequest;
}

interface Answer {
  status: number;
  body: unknown;
}

/**
 * Speaks the two calls of the wire contract that the action needs, behind
 * Backstage's real authentication: a call without a person's token is refused.
 */
export function createContractPlugin(options: {
  slos: Slo[];
  generate: (request: GenerateRequest) => GenerateResult | Answer;
}) {
  const seen: SeenGeneration[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'slo-scout',
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          const router = Router();
          router.use(json());
          router.get('/v1/slos', async (req, res) => {
            await httpAuth.credentials(req, { allow: ['user'] });
            const slos = options.slos.filter(
              slo => slo.entity_ref === req.query.entity_ref,
            );
            res.json({ slos });
          });
          router.post('/v1/artifacts/generate', async (req, res) => {
            const { principal } = await httpAuth.credentials(req, {
              allow: ['user'],
            });
            seen.push({ user: principal.userEntityRef, body: req.body });
            const answer = options.generate(req.body);
            if ('status' in answer) {
              res.status(answer.status).json(answer.body);
            } else {
              res.status(201).json(answer);
            }
          });
          http.use(router);
        },
      });
    },
  });
  return { plugin, seen };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { AuthenticationError, InputError } from '@backstage/errors';
import express, { type Router } from 'express';
import type { RouteContext } from './createRouter';

/** Unauthenticated for Backstage: the signature is the credential. */
export const DEPLOYMENT_WEBHOOK_PATH = '/v1/webhooks/deployment';

const ANSWER_AFTER_MS = 5_000;

export function mountWebhookRoutes(router: Router, { scout }: RouteContext) {
  router.post(
    DEPLOYMENT_WEBHOOK_PATH,
    express.raw({ type: () => true, limit: '64kb' }),
    (req, res, next) => {
      const raw: unknown = req.body;
      receive(Buffer.isBuffer(raw) ? raw : Buffer.alloc(0))
        .then(() => res.status(202).json({ accepted: true }))
        .catch(next);

      async function receive(body: Buffer) {
        const verified = scout.webhooks.verify({
          body,
          signature: req.header('X-Hub-Signature-256'),
          timestamp: req.header('X-Slo-Scout-Timestamp'),
        });
        if (!verified) {
          throw new AuthenticationError('The signature does not hold');
        }
        // A Git host that is away must not keep the sender waiting for minutes.
        await Promise.race([
          scout.webhooks.received(parse(body)),
          sleep(ANSWER_AFTER_MS, undefined, { ref: false }),
        ]);
      }
    },
  );
}

function parse(body: Buffer): { repo: string; pr_number: number } {
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString('utf8'));
  } catch {
    throw new InputError('The body is not JSON');
  }
  const { repo, pr_number: number } = (payload ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof repo !== 'string' || !Number.isSafeInteger(number)) {
    throw new InputError('The body needs repo (text) and pr_number (integer)');
  }
  return { repo, pr_number: Number(number) };
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '@backstage/config';

const TOLERANCE_SECONDS = 5 * 60;

/** A call of the deployment webhook, before anything of it is believed. */
export interface SignedRequest {
  /** Exactly the bytes that came in. */
  body: Buffer;
  /** Header `X-Hub-Signature-256`. */
  signature: string | undefined;
  /** Header `X-Slo-Scout-Timestamp`, Unix seconds. */
  timestamp: string | undefined;
}

export type WebhookVerifier = (request: SignedRequest) => boolean;

/**
 * Verifies the HMAC over `{timestamp}.{body}`, where the timestamp is at most
 * five minutes away. Undefined without a secret: then every call is refused.
 */
export function createWebhookVerifier(
  config: Config,
  now: () => Date = () => new Date(),
): WebhookVerifier | undefined {
  const secret = config
    .getOptionalString('sloScout.webhooks.deployment.secret')
    ?.trim();
  if (!secret) return undefined;

  return ({ body, signature, timestamp }) => {
    if (!timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
    const age = Math.abs(now().getTime() / 1000 - Number(timestamp));
    if (age > TOLERANCE_SECONDS) return false;

    const given = /^sha256=([0-9a-f]{64})$/.exec(signature ?? '')?.[1];
    if (!given) return false;
    const expected = createHmac('sha256', secret)
      .update(`${timestamp}.`)
      .update(body)
      .digest();
    return timingSafeEqual(Buffer.from(given, 'hex'), expected);
  };
}

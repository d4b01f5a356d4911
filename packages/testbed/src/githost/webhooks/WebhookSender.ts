import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** @public */
export interface WebhookTarget {
  /** GitHub's `pull_request` event, or SLO Scout's own deployment webhook. */
  kind: 'github' | 'deployment';
  url: string;
  secret: string;
}

/** What became of one webhook at one target. @public */
export interface WebhookDelivery {
  id: string;
  kind: WebhookTarget['kind'];
  url: string;
  payload: unknown;
  attempts: number;
  /** Status of the last answer; undefined where there was none. */
  status?: number;
  delivered: boolean;
  error?: string;
}

const RETRY_DELAYS_MS = [500, 2_000, 5_000, 10_000];
const TIMEOUT_MS = 10_000;

/** Posts signed webhooks; a target that is down is tried again. @internal */
export class WebhookSender {
  readonly deliveries: WebhookDelivery[] = [];
  readonly #pending = new Set<Promise<void>>();
  readonly #stopped = new AbortController();

  constructor(
    readonly targets: WebhookTarget[],
    private readonly retryDelaysMs: number[] = RETRY_DELAYS_MS,
  ) {}

  /** Sends the payload of each kind to the targets of that kind. */
  send(payloads: Record<WebhookTarget['kind'], unknown>): void {
    for (const target of this.targets) {
      const delivery: WebhookDelivery = {
        id: randomUUID(),
        kind: target.kind,
        url: target.url,
        payload: payloads[target.kind],
        attempts: 0,
        delivered: false,
      };
      this.deliveries.push(delivery);
      const work = this.#deliver(target, delivery).finally(() =>
        this.#pending.delete(work),
      );
      this.#pending.add(work);
    }
  }

  /** Resolves when nothing is being delivered any more. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.settled();
  }

  async #deliver(
    target: WebhookTarget,
    delivery: WebhookDelivery,
  ): Promise<void> {
    for (const delay of [0, ...this.retryDelaysMs]) {
      await pause(delay, this.#stopped.signal);
      if (this.#stopped.signal.aborted) return;
      delivery.attempts += 1;
      try {
        const response = await this.#post(target, delivery);
        delivery.status = response.status;
        delivery.delivered = response.ok;
        delivery.error = response.ok ? undefined : await response.text();
        // The target understood and said no: asking again changes nothing.
        if (response.ok || isRefusal(response.status)) return;
      } catch (error) {
        delivery.error = error instanceof Error ? error.message : String(error);
      }
    }
  }

  // Signed anew for each attempt: an old timestamp would be refused.
  #post(target: WebhookTarget, { id, payload }: WebhookDelivery) {
    const body = JSON.stringify(payload);
    const headers =
      target.kind === 'github'
        ? githubHeaders(target.secret, body, id)
        : deploymentHeaders(target.secret, body);
    return fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.any([
        this.#stopped.signal,
        AbortSignal.timeout(TIMEOUT_MS),
      ]),
    });
  }
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429 && status !== 404;
}

function hmac(secret: string, text: string): string {
  return `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
}

function githubHeaders(secret: string, body: string, id: string) {
  return {
    'x-github-event': 'pull_request',
    'x-github-delivery': id,
    'x-hub-signature-256': hmac(secret, body),
  };
}

/** Headers of the deployment webhook: HMAC over `{timestamp}.{body}`. @public */
export function deploymentHeaders(
  secret: string,
  body: string,
  timestamp: number = Math.floor(Date.now() / 1000),
): Record<string, string> {
  return {
    'x-slo-scout-timestamp': String(timestamp),
    'x-hub-signature-256': hmac(secret, `${timestamp}.${body}`),
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined);
}

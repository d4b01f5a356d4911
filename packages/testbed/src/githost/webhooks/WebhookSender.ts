import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** @public */
export interface WebhookTarget {
  /** GitHub's or GitLab's events, or SLO Scout's own deployment webhook. */
  kind: 'github' | 'gitlab' | 'deployment';
  url: string;
  secret: string;
}

/** What became of one webhook at one target. @public */
export interface WebhookDelivery {
  id: string;
  kind: WebhookTarget['kind'];
  event: WebhookEvent['name'];
  url: string;
  payload: unknown;
  attempts: number;
  /** Status of the last answer; undefined where there was none. */
  status?: number;
  delivered: boolean;
  error?: string;
}

/** What happened, in the words of each kind of target that is told of it. @internal */
export interface WebhookEvent {
  /** GitHub's name of the event. */
  name: 'pull_request' | 'pull_request_review' | 'push';
  payloads: Partial<Record<WebhookTarget['kind'], unknown>>;
}

/** How webhooks travel from now on. @public */
export interface WebhookConditions {
  /** How often each is delivered. Default: 1; 0 loses it. */
  copies: number;
  /** How late. Default: 0. */
  delayMs: number;
  /** Kept back until they are released. Default: false. */
  hold: boolean;
}

const RETRY_DELAYS_MS = [500, 2_000, 5_000, 10_000];
const TIMEOUT_MS = 10_000;

/** Posts signed webhooks; a target that is down is tried again. @internal */
export class WebhookSender {
  readonly deliveries: WebhookDelivery[] = [];
  readonly conditions: WebhookConditions = {
    copies: 1,
    delayMs: 0,
    hold: false,
  };
  #held: Array<() => void> = [];
  readonly #pending = new Set<Promise<void>>();
  readonly #stopped = new AbortController();

  constructor(
    readonly targets: WebhookTarget[],
    private readonly retryDelaysMs: number[] = RETRY_DELAYS_MS,
  ) {}

  /** Tells every target whose kind the event has words for. */
  send({ name, payloads }: WebhookEvent): void {
    for (const target of this.targets) {
      if (payloads[target.kind] === undefined) continue;
      const delivery: WebhookDelivery = {
        id: randomUUID(),
        kind: target.kind,
        event: name,
        url: target.url,
        payload: payloads[target.kind],
        attempts: 0,
        delivered: false,
      };
      this.deliveries.push(delivery);
      const { copies, delayMs, hold } = this.conditions;
      for (let copy = 0; copy < copies; copy += 1) {
        const go = () => this.#begin(target, delivery, delayMs);
        if (hold) this.#held.push(go);
        else go();
      }
    }
  }

  /** Sends what was held back, the last first where it is to arrive out of order. */
  release(order: 'in_order' | 'reversed' = 'in_order'): void {
    const held = this.#held;
    this.#held = [];
    if (order === 'reversed') held.reverse();
    held.forEach(go => go());
  }

  #begin(target: WebhookTarget, delivery: WebhookDelivery, delayMs: number) {
    const work = pause(delayMs, this.#stopped.signal)
      .then(() => this.#deliver(target, delivery))
      .finally(() => this.#pending.delete(work));
    this.#pending.add(work);
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
  #post(target: WebhookTarget, delivery: WebhookDelivery) {
    const body = JSON.stringify(delivery.payload);
    const headers = headersFor(target, delivery, body);
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

const GITLAB_EVENTS: Record<WebhookEvent['name'], string> = {
  pull_request: 'Merge Request Hook',
  pull_request_review: 'Merge Request Hook',
  push: 'Push Hook',
};

function headersFor(
  { kind, secret }: WebhookTarget,
  { id, event }: WebhookDelivery,
  body: string,
): Record<string, string> {
  switch (kind) {
    case 'github':
      return {
        'x-github-event': event,
        'x-github-delivery': id,
        'x-hub-signature-256': hmac(secret, body),
      };
    // GitLab shows the secret itself, and signs nothing.
    case 'gitlab':
      return {
        'x-gitlab-event': GITLAB_EVENTS[event],
        'x-gitlab-event-uuid': id,
        'x-gitlab-token': secret,
      };
    default:
      return deploymentHeaders(secret, body);
  }
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

import { setTimeout as delay } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { GitHostError } from '@slo-scout/backstage-plugin-slo-scout-node';
import { withDeadline } from './withDeadline';
import type { PullRequestPlan } from './types';

/** When and how long to wait; tests put their own clock in. */
export interface RetryPolicy {
  maxRetries: number;
  /** First wait without an instruction from the host; it doubles each time. */
  baseDelayMs: number;
  /** A longer wait is left to the person or the job that comes back later. */
  maxWaitMs: number;
  /** A host that has not answered by then is taken for one that is gone. */
  requestTimeoutMs: number;
  /** The same of a whole step of a provider, which may be many requests. */
  stepTimeoutMs: number;
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
  now(): Date;
  random(): number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxRetries: 3,
  baseDelayMs: 1_000,
  maxWaitMs: 5 * 60_000,
  requestTimeoutMs: 30_000,
  stepTimeoutMs: 5 * 60_000,
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  now: () => new Date(),
  random: Math.random,
};

/** The host could not be used; nothing is lost, and this says when to come back. */
export class GitHostUnavailableError extends ServiceUnavailableError {
  constructor(message: string, readonly retryAt: Date) {
    super(message);
  }
}

export interface RetryOptions
  extends Pick<PullRequestPlan, 'signal' | 'onRetry'> {
  /** Name of the host, for messages. */
  host: string;
  policy: RetryPolicy;
}

/** Does one step, again where that can help. Steps must be repeatable. */
export async function withRetry<T>(
  step: (signal: AbortSignal) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { policy, signal, onRetry, host } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await withDeadline(step, policy.stepTimeoutMs, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!GitHostError.is(error) || !isTransient(error)) throw error;

      const wait = waitFor(error, attempt, policy);
      const retryAt = new Date(policy.now().getTime() + wait);
      const reason = describe(host, error);
      if (attempt > policy.maxRetries || wait > policy.maxWaitMs) {
        throw new GitHostUnavailableError(
          `${reason} (attempt ${attempt}). Nothing is lost: try again after ${retryAt.toISOString()}.`,
          retryAt,
        );
      }
      onRetry?.({ attempt, retryAt, reason });
      await sleepOrAbort(wait, policy, signal);
    }
  }
}

async function sleepOrAbort(
  ms: number,
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await policy.sleep(ms, signal);
  } finally {
    signal?.throwIfAborted();
  }
}

/** Beside those of 500 and above: a timeout, too early, too many requests. */
const PASSING = [408, 425, 429];

export function isTransient(failure: GitHostError): boolean {
  const { status } = failure;
  if (status === undefined || status >= 500) return true;
  if (PASSING.includes(status)) return true;
  return status === 403 && isLimited(failure);
}

// GitHub says 403 for its limits as well as for missing permissions.
function isLimited(failure: GitHostError): boolean {
  return (
    failure.headers['retry-after'] !== undefined ||
    failure.headers['x-ratelimit-remaining'] === '0' ||
    /secondary rate limit|abuse detection/i.test(failure.message)
  );
}

function waitFor(
  failure: GitHostError,
  attempt: number,
  policy: RetryPolicy,
): number {
  return (
    retryAfter(failure, policy) ??
    rateLimitReset(failure, policy) ??
    (failure.status === 403 ? 60_000 : backoff(attempt, policy))
  );
}

function retryAfter(
  failure: GitHostError,
  policy: RetryPolicy,
): number | undefined {
  const value = failure.headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  return until(Date.parse(value), policy);
}

// GitLab writes the same headers without `x-`.
function rateLimitReset(
  failure: GitHostError,
  policy: RetryPolicy,
): number | undefined {
  const read = (name: string) =>
    failure.headers[`x-${name}`] ?? failure.headers[name];
  if (read('ratelimit-remaining') !== '0') return undefined;
  return until(Number(read('ratelimit-reset')) * 1000, policy);
}

function until(time: number, policy: RetryPolicy): number | undefined {
  if (!Number.isFinite(time)) return undefined;
  return Math.max(0, time - policy.now().getTime());
}

// Half of it is chance, so that replicas do not come back at the same moment.
function backoff(attempt: number, policy: RetryPolicy): number {
  const whole = policy.baseDelayMs * 2 ** (attempt - 1);
  return Math.round(whole * (0.5 + policy.random() / 2));
}

function describe(host: string, { status, message }: GitHostError): string {
  const words = message.replace(/\s+/g, ' ').trim().slice(0, 300);
  return status === undefined
    ? `${host} could not be reached: ${words}`
    : `${host} answered ${status}: ${words}`;
}

import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { Deployment } from '@slo-scout/backstage-plugin-slo-scout-common';
import { GitHostUnavailableError } from './retry';

/** A job tries again for this long; then a person decides. */
const GIVE_UP_AFTER_MS = 6 * 60 * 60_000;
const NEXT_ATTEMPT_MS = 5 * 60_000;

/** Refusals that another attempt would meet again. */
const FINAL = [ConflictError, InputError, NotAllowedError, NotFoundError];

/**
 * When another attempt can help, which is also where nobody knows what happened:
 * the pull request may be open, and only a further attempt finds it.
 */
export function nextAttempt(
  deployment: Deployment,
  error: unknown,
): Date | null {
  if (FINAL.some(type => error instanceof type)) return null;
  const now = Date.now();
  if (now - Date.parse(deployment.created_at) > GIVE_UP_AFTER_MS) return null;
  const atLeast = new Date(now + NEXT_ATTEMPT_MS);
  return error instanceof GitHostUnavailableError && error.retryAt > atLeast
    ? error.retryAt
    : atLeast;
}

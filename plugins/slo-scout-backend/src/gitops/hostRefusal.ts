import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { GitHostError } from '@slo-scout/backstage-plugin-slo-scout-node';
import { isTransient } from './retry';

/** Whether the host said no with this status, and in these words. */
export function isRefusal(
  error: unknown,
  status: number,
  words?: RegExp,
): boolean {
  return (
    GitHostError.is(error) &&
    error.status === status &&
    (words?.test(error.message) ?? true)
  );
}

/** The host's words where it said no; whatever may pass by itself is thrown on. */
export function wordsOfRefusal(error: unknown): string {
  if (!GitHostError.is(error) || isTransient(error)) throw error;
  return error.message;
}

/**
 * Says what a refusal by the Git host means and what to do about it. What may pass by
 * itself does not come here: such requests are repeated first.
 */
export function explainRefusal(
  error: unknown,
  place: { host: string; repo: string; provider: string },
): unknown {
  if (!GitHostError.is(error)) return error;
  const { host, repo, provider } = place;
  const credentials = credentialsOf(place);
  const words = error.message;
  switch (error.status) {
    case 401:
      return new NotAllowedError(
        `${host} does not accept ${credentials}: ${words}`,
      );
    case 403:
      return new NotAllowedError(
        `${sentence(
          credentials,
        )} may not do this on ${repo}: ${words}. They need to write contents and ${
          provider === 'gitlab' ? 'merge' : 'pull'
        } requests.`,
      );
    case 404:
      return new NotFoundError(
        `${repo} or its branch was not found on ${host}, or ${credentials} may not see it: ${words}`,
      );
    default:
      return new ConflictError(
        `${host} refused a request for ${repo}: ${words}`,
      );
  }
}

function credentialsOf({ host, provider }: { host: string; provider: string }) {
  return provider === 'github' || provider === 'gitlab'
    ? `the credentials of integrations.${provider} for ${host}`
    : `the credentials of provider ${provider}`;
}

function sentence(words: string): string {
  return `${words[0].toUpperCase()}${words.slice(1)}`;
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import { Octokit } from '@octokit/rest';
import { GitHostError } from '@slo-scout/backstage-plugin-slo-scout-node';
import { withDeadline } from './withDeadline';

/**
 * An Octokit whose every request ends in time, or when nobody waits any more, and
 * fails with a `GitHostError`.
 */
export function createOctokit(options: {
  apiBaseUrl: string;
  token: string;
  logger: LoggerService;
  requestTimeoutMs: number;
  signal: AbortSignal;
}): Octokit {
  const { apiBaseUrl, token, logger, requestTimeoutMs } = options;
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiBaseUrl,
    userAgent: 'slo-scout',
    log: {
      debug: message => logger.debug(message),
      info: message => logger.debug(message),
      warn: message => logger.warn(message),
      error: message => logger.debug(message),
    },
  });
  octokit.hook.wrap('request', (request, parameters) =>
    withDeadline(
      async signal => {
        // Hooks below see this very object; a changed copy would pass them by.
        parameters.request = { ...parameters.request, signal };
        return request(parameters);
      },
      requestTimeoutMs,
      options.signal,
    ).catch(error => {
      throw toGithubError(error);
    }),
  );
  return octokit;
}

/** Octokit's error in the words of every provider; any other as it is. */
export function toGithubError(error: unknown): unknown {
  if (!isHttpError(error)) return error;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(error.response?.headers ?? {})) {
    if (value !== undefined) headers[name] = String(value);
  }
  return new GitHostError(error.message, {
    // Where no answer came, Octokit claims a 500.
    status: error.response ? error.status : undefined,
    headers,
  });
}

/** Octokit's RequestError, as far as it is read. */
interface HttpError extends Error {
  status: number;
  response?: { headers: Record<string, string | number | undefined> };
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === 'HttpError';
}

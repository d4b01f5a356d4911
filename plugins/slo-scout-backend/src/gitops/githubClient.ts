import type { LoggerService } from '@backstage/backend-plugin-api';
import { Octokit } from '@octokit/rest';
import { HostFailure, RetryOptions, withRetry } from './retry';

/** An Octokit whose every request is repeated where that can help. */
export function createOctokit(options: {
  apiBaseUrl: string;
  token: string;
  logger: LoggerService;
  retry: Omit<RetryOptions, 'readFailure'>;
}): Octokit {
  const { apiBaseUrl, token, logger, retry } = options;
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
    withRetry(
      signal => {
        // Hooks below see this very object; a changed copy would pass them by.
        parameters.request = { ...parameters.request, signal };
        return request(parameters);
      },
      { ...retry, readFailure: readGithubFailure },
    ),
  );
  return octokit;
}

/** The status of a refusal by GitHub; undefined for any other error. */
export function githubStatus(error: unknown): number | undefined {
  return readGithubFailure(error)?.status;
}

/** Octokit's RequestError, as far as it is read. */
interface HttpError extends Error {
  status: number;
  response?: { headers: Record<string, string | number | undefined> };
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === 'HttpError';
}

function readGithubFailure(error: unknown): HostFailure | undefined {
  if (!isHttpError(error)) return undefined;
  const { response, status, message } = error;
  return {
    // Where no answer came, Octokit claims a 500.
    status: response ? status : undefined,
    header: name => {
      const value = response?.headers[name];
      return value === undefined ? undefined : String(value);
    },
    message,
  };
}

import {
  ForwardedError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';

/** Says what a refusal by the Git host means and what to do about it. */
export function explainRefusal(
  status: number | undefined,
  error: unknown,
  place: { host: string; repo: string; provider: 'github' | 'gitlab' },
): unknown {
  const { host, repo, provider } = place;
  const integration = `integrations.${provider} for ${host}`;
  const words = error instanceof Error ? error.message : String(error);
  switch (status) {
    case undefined:
      return error;
    case 401:
      return new NotAllowedError(
        `${host} does not accept the credentials of ${integration}: ${words}`,
      );
    case 403:
      return new NotAllowedError(
        `The credentials of ${integration} may not do this on ${repo}: ${words}. They need to write contents and ${
          provider === 'github' ? 'pull' : 'merge'
        } requests.`,
      );
    case 404:
      return new NotFoundError(
        `${repo} or its branch was not found on ${host}, or the credentials of ${integration} may not see it: ${words}`,
      );
    default:
      return new ForwardedError(`${host} refused a request for ${repo}`, error);
  }
}

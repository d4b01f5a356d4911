import {
  createRequesterFn,
  type RequestOptions,
} from '@gitbeaker/requester-utils';
import { Gitlab } from '@gitbeaker/rest';
import { HostFailure, RetryOptions, withRetry } from './retry';

/** GitLab said no. */
class GitlabResponseError extends Error {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    message: string,
  ) {
    super(message);
    this.name = 'GitlabResponseError';
  }
}

/** GitLab gave no answer. fetch hides the reason in the cause. */
class GitlabConnectionError extends Error {
  constructor(error: unknown) {
    const { message, cause } = error as Error;
    super((cause as Error | undefined)?.message || message);
    this.name = 'GitlabConnectionError';
  }
}

/**
 * A gitbeaker client whose every request is repeated where that can help; its
 * own requester repeats ten times and reads no header.
 */
export function createGitlab(options: {
  /** Address of GitLab, without `/api/v4`. */
  host: string;
  token: string;
  retry: Omit<RetryOptions, 'readFailure'>;
}) {
  const { host, token, retry } = options;
  const requesterFn = createRequesterFn(
    async (_resource, request) => request,
    (endpoint, request = {}) =>
      withRetry(signal => send(endpoint, request, signal), {
        ...retry,
        readFailure: readGitlabFailure,
      }),
  );
  // Sent as a bearer: the one header that fits personal and OAuth tokens alike.
  return new Gitlab({
    ...{ host, oauthToken: token, requesterFn },
    queryTimeout: null,
  });
}

/** The status of a refusal by GitLab; undefined for any other error. */
export function gitlabStatus(error: unknown): number | undefined {
  return readGitlabFailure(error)?.status;
}

async function send(
  endpoint: string,
  request: RequestOptions,
  signal: AbortSignal,
) {
  const { prefixUrl = '', searchParams, method, headers, body } = request;
  const url = new URL(endpoint, prefixUrl.replace(/\/*$/, '/'));
  url.search = searchParams ?? '';
  const { response, text } = await fetchText(url, {
    ...{ method, headers, body, signal },
  });
  if (!response.ok) {
    throw new GitlabResponseError(
      response.status,
      response.headers,
      messageOf(text),
    );
  }
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers.entries()),
    body: isJson ? JSON.parse(text) : text,
  };
}

async function fetchText(url: URL, init: RequestInit) {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    throw new GitlabConnectionError(error);
  }
}

// `message` is text, a list, or a map of fields to lists.
function messageOf(text: string): string {
  try {
    const { message, error } = JSON.parse(text);
    const words: unknown = message ?? error ?? text;
    return typeof words === 'string' ? words : JSON.stringify(words);
  } catch {
    return text;
  }
}

function readGitlabFailure(error: unknown): HostFailure | undefined {
  if (error instanceof GitlabResponseError) {
    return {
      status: error.status,
      header: name => error.headers.get(name) ?? undefined,
      message: error.message,
    };
  }
  if (error instanceof GitlabConnectionError) {
    const { message } = error;
    return { status: undefined, header: () => undefined, message };
  }
  return undefined;
}

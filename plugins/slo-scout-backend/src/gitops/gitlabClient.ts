import {
  createRequesterFn,
  type RequestOptions,
} from '@gitbeaker/requester-utils';
import { Gitlab } from '@gitbeaker/rest';
import { GitHostError } from '@slo-scout/backstage-plugin-slo-scout-node';
import { withDeadline } from './withDeadline';

/**
 * A gitbeaker client whose every request ends in time, or when nobody waits any
 * more; its own requester repeats ten times and reads no header.
 */
export function createGitlab(options: {
  /** Address of GitLab, without `/api/v4`. */
  host: string;
  token: string;
  requestTimeoutMs: number;
  signal: AbortSignal;
}) {
  const { host, token, requestTimeoutMs } = options;
  const requesterFn = createRequesterFn(
    async (_resource, request) => request,
    (endpoint, request = {}) =>
      withDeadline(
        signal => send(endpoint, request, signal),
        requestTimeoutMs,
        options.signal,
      ),
  );
  // Sent as a bearer: the one header that fits personal and OAuth tokens alike.
  return new Gitlab({
    ...{ host, oauthToken: token, requesterFn },
    queryTimeout: null,
  });
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
    throw new GitHostError(messageOf(text), {
      status: response.status,
      headers: Object.fromEntries(response.headers.entries()),
    });
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
    // fetch hides the reason in the cause.
    const { message, cause } = error as Error;
    throw new GitHostError((cause as Error | undefined)?.message || message);
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

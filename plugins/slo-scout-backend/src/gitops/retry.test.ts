import { GitHostError } from '@slo-scout/backstage-plugin-slo-scout-node';
import {
  DEFAULT_RETRY_POLICY,
  GitHostUnavailableError,
  type RetryOptions,
  withRetry,
} from './retry';

const failureOf = (
  status: number | undefined,
  headers: Record<string, string> = {},
  message = 'no',
) => new GitHostError(message, { status, headers });

const NOW = new Date('2026-11-23T10:00:00Z');

/** Fails with the given failures in turn, then answers. */
async function attempt(
  failures: Error[],
  options: Partial<RetryOptions> & { random?: number } = {},
) {
  const waits: number[] = [];
  const told: Array<{ attempt: number; retryAt: Date; reason: string }> = [];
  let requests = 0;
  const result = withRetry(
    async () => {
      requests += 1;
      const failure = failures.shift();
      if (failure) throw failure;
      return 'answer';
    },
    {
      host: 'git.example.com',
      policy: {
        ...DEFAULT_RETRY_POLICY,
        sleep: async ms => {
          waits.push(ms);
        },
        now: () => NOW,
        random: () => options.random ?? 1,
      },
      onRetry: wait => told.push(wait),
      ...options,
    },
  );
  const outcome = await result.then(
    value => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  return { ...outcome, waits, told, requests };
}

describe('withRetry', () => {
  it('answers at once where nothing fails', async () => {
    expect(await attempt([])).toMatchObject({ value: 'answer', waits: [] });
  });

  it.each([
    ['Retry-After in seconds', 429, { 'retry-after': '17' }, 17_000],
    [
      'Retry-After as a date',
      503,
      { 'retry-after': 'Mon, 23 Nov 2026 10:00:42 GMT' },
      42_000,
    ],
    [
      "GitHub's primary limit",
      403,
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${NOW.getTime() / 1000 + 90}`,
      },
      90_000,
    ],
    [
      "GitLab's limit",
      429,
      {
        'ratelimit-remaining': '0',
        'ratelimit-reset': `${NOW.getTime() / 1000 + 5}`,
      },
      5_000,
    ],
    [
      'a date that has gone by',
      429,
      { 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' },
      0,
    ],
    ['nonsense', 429, { 'retry-after': 'soon' }, 1_000],
    ['a request that came too early', 425, {}, 1_000],
  ])('waits as told by %s', async (_, status, headers, wait) => {
    const { value, waits, told } = await attempt([failureOf(status, headers)]);
    expect(value).toBe('answer');
    expect(waits).toEqual([wait]);
    expect(told[0].retryAt.getTime()).toBe(NOW.getTime() + wait);
  });

  it('waits a minute after a secondary limit that names no time', async () => {
    const failure = failureOf(
      403,
      {},
      'You have exceeded a secondary rate limit.',
    );
    expect((await attempt([failure])).waits).toEqual([60_000]);
  });

  it('doubles its own waits, half of which is chance', async () => {
    const failures = () => [500, 408, undefined].map(s => failureOf(s));
    expect((await attempt(failures(), { random: 1 })).waits).toEqual([
      1_000, 2_000, 4_000,
    ]);
    expect((await attempt(failures(), { random: 0 })).waits).toEqual([
      500, 1_000, 2_000,
    ]);
  });

  it('retries three times and then says when to come back', async () => {
    const failures = [1, 2, 3, 4, 5].map(() =>
      failureOf(500, {}, 'Server Error'),
    );
    const { error, requests, told } = await attempt(failures);

    expect(requests).toBe(4);
    expect(told.map(wait => wait.attempt)).toEqual([1, 2, 3]);
    expect(error).toBeInstanceOf(GitHostUnavailableError);
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'git.example.com answered 500: Server Error (attempt 4). Nothing is lost: try again after 2026-11-23T10:00:08.000Z.',
      retryAt: new Date('2026-11-23T10:00:08Z'),
    });
  });

  it('does not sit through a wait that is too long', async () => {
    const { error, waits } = await attempt([
      failureOf(429, { 'retry-after': '3600' }),
    ]);
    expect(waits).toEqual([]);
    expect(error).toMatchObject({ retryAt: new Date('2026-11-23T11:00:00Z') });
  });

  it.each([400, 401, 403, 404, 409, 422])(
    'does not repeat a refusal with %i',
    async status => {
      const failure = failureOf(status);
      const { error, requests } = await attempt([failure]);
      expect({ error, requests }).toEqual({ error: failure, requests: 1 });
    },
  );

  it("does not repeat a mistake of the program's own", async () => {
    const mistake = new TypeError('x is not a function');
    expect(await attempt([mistake])).toMatchObject({
      error: mistake,
      requests: 1,
    });
  });

  it('ends a wait when it is cancelled', async () => {
    const cancelled = new AbortController();
    const { error, requests } = await attempt(
      [failureOf(500), failureOf(500)],
      {
        signal: cancelled.signal,
        onRetry: () => cancelled.abort(new Error('cancelled')),
      },
    );
    expect(error).toMatchObject({ message: 'cancelled' });
    expect(requests).toBe(1);
  });

  it.each([
    ['and heeds the signal', true],
    ['and does not heed the signal', false],
  ])(
    'takes a host that does not answer %s for one that is gone',
    async (_, heeds) => {
      let steps = 0;
      const error: unknown = await withRetry(
        signal => {
          steps += 1;
          return new Promise((_resolve, reject) => {
            if (!heeds) return;
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        },
        {
          host: 'git.example.com',
          policy: {
            ...DEFAULT_RETRY_POLICY,
            ...{ stepTimeoutMs: 1, sleep: async () => undefined },
          },
        },
      ).catch(e => e);
      expect(steps).toBe(4);
      expect(error).toMatchObject({
        message: expect.stringContaining(
          'could not be reached: no answer in 1 ms',
        ),
      });
    },
  );
});

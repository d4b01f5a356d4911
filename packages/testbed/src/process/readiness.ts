import { setTimeout as sleep } from 'timers/promises';
import { RunningChild } from './childProcess';

const POLL_MS = 50;

/** Why a child is not ready, with the last lines it printed. */
export function notReady(child: RunningChild, reason: string): Error {
  const tail = child.logTail();
  return new Error(
    `${child.name} ${reason}${tail ? `. Its last lines:\n${tail}` : ''}`,
  );
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Polls a URL until it answers with success. Stops the child and says why where
 * it ended first or the time is over.
 *
 * @public
 */
export async function waitForUrl(
  url: string,
  child: RunningChild,
  timeoutMs: number = 60_000,
): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  while (!(await answers(url, deadline))) {
    if (child.ended) {
      throw notReady(child, `ended before ${url} answered`);
    }
    if (deadline.aborted) {
      await child.stop();
      throw notReady(child, `did not answer on ${url} in ${timeoutMs} ms`);
    }
    await sleep(POLL_MS);
  }
}

/**
 * Waits for the first message that a child sends, which says that it is ready.
 *
 * @public
 */
export async function waitForMessage(
  child: RunningChild,
  timeoutMs: number = 60_000,
): Promise<void> {
  const overtime = new AbortController();
  const first = await Promise.race([
    new Promise<'ready'>(resolve => child.onMessage(() => resolve('ready'))),
    child.exited.then(() => 'ended' as const),
    sleep(timeoutMs, 'late' as const, { signal: overtime.signal }),
  ]);
  overtime.abort();
  if (first === 'ended') {
    throw notReady(child, 'ended before it was ready');
  }
  if (first === 'late') {
    await child.stop();
    throw notReady(child, `was not ready in ${timeoutMs} ms`);
  }
}

import { GitHostError } from '@slo-scout/backstage-plugin-slo-scout-node';

/**
 * Does some work for so long; a host that has not answered by then is taken for
 * one that is gone. Rejects with the signal's reason where that comes first.
 */
// AbortSignal.any() would do, but Node 20 may collect such a signal too early.
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ms: number,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new GitHostError(`no answer in ${ms} ms`)),
    ms,
  );
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([
      work(controller.signal),
      rejectionBy(controller.signal),
    ]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

// Not everything that is given a signal heeds it.
function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

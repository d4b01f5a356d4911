import type { Response } from 'express';

/** Aborted once nobody waits for the answer any longer. */
export function whileWaited(res: Response): AbortSignal {
  const gone = new AbortController();
  res.on('close', () => {
    if (!res.writableEnded) gone.abort();
  });
  return gone.signal;
}

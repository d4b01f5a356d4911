import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request, RequestHandler, Response } from 'express';

/** Aborted once nobody waits for the answer any longer. */
export function whileWaited(res: Response): AbortSignal {
  const gone = new AbortController();
  res.on('close', () => {
    if (!res.writableEnded) gone.abort();
  });
  return gone.signal;
}

/** Asks in the caller's name, for as long as the caller waits. */
type Ask = (
  req: Request,
  ...waiting: [BackstageCredentials, AbortSignal]
) => Promise<object>;

/** The route of a question that takes its time, answered with JSON. */
export function answering(httpAuth: HttpAuthService, ask: Ask): RequestHandler {
  return async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await ask(req, credentials, whileWaited(res)));
  };
}

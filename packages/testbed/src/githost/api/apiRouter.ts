import express, { Request, Response, Router } from 'express';
import { Faults } from './faults';
import { ApiDialect, ApiError, ApiResponse, RequestLogEntry } from './types';

/** Express in front of one API dialect: faults, log, JSON. @internal */
export function apiRouter(options: {
  dialect: ApiDialect;
  faults: Faults;
  log: RequestLogEntry[];
}): Router {
  const router = express.Router();
  router.use(express.json({ limit: '100mb', strict: false }));
  router.use((req, res, next) => {
    serve(req, res, options).catch(next);
  });
  return router;
}

async function serve(
  req: Request,
  res: Response,
  options: Parameters<typeof apiRouter>[0],
): Promise<void> {
  const { dialect, faults, log } = options;
  const [path] = req.url.split('?');
  const entry: RequestLogEntry = {
    ...{ api: dialect.kind, method: req.method, path, status: 0 },
  };
  log.push(entry);
  const fault = faults.take(req.method, decodeURIComponent(path));
  if (fault?.kind === 'slow') await waitUnlessClosed(fault.ms, res);
  const breaks = fault?.kind === 'status' || fault?.kind === 'drop';
  let response: ApiResponse | undefined;
  if (!breaks || fault.when === 'after') {
    response = await answer(req, path, dialect, body =>
      fault?.kind === 'alter' ? fault.change(body) : body,
    );
  }
  if (fault?.kind === 'drop') {
    res.destroy();
    return;
  }
  if (fault?.kind === 'status') {
    const message = fault.message ?? 'Fault';
    response = {
      status: fault.status,
      json: dialect.errorBody(fault.status, message),
      headers: fault.headers,
    };
  }
  if (!response) throw new Error('No answer');
  entry.status = response.status;
  send(req, res, response);
}

// A client that gives up ends the wait; the work is done all the same.
function waitUnlessClosed(ms: number, res: Response): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    res.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function answer(
  req: Request,
  path: string,
  dialect: ApiDialect,
  change: (body: unknown) => unknown,
): Promise<ApiResponse> {
  const query = Object.fromEntries(
    new URLSearchParams(req.url.split('?')[1] ?? ''),
  );
  const hasBody = Number(req.get('content-length') ?? 0) > 0;
  try {
    const { method, headers } = req;
    const body: unknown = hasBody ? req.body : undefined;
    return await dialect.handle({ method, path, query, body, headers }, change);
  } catch (error) {
    if (error instanceof ApiError) {
      return { status: error.status, json: error.json };
    }
    const message = error instanceof Error ? error.message : String(error);
    return { status: 500, json: dialect.errorBody(500, message) };
  }
}

function send(
  req: Request,
  res: Response,
  { status, json, raw, headers = {} }: ApiResponse,
): void {
  res.set(headers);
  // Express would not, where the client also says `no-cache`; the hosts do.
  if (headers.etag && req.get('if-none-match') === headers.etag) {
    res.status(304).end();
    return;
  }
  res.status(status);
  if (raw) res.set('content-type', raw.contentType).send(raw.content);
  else if (json === undefined) res.end();
  else res.json(json);
}

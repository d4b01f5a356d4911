import {
  createServer,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to the API: the last part of its path, and its form. */
export interface ApiRequest {
  /** `query_range`, `buildinfo`, … */
  what: string;
  form: URLSearchParams;
  /** How many of this kind came before. */
  before: number;
}

/** Answers in its own way and returns true, or leaves the request to Prometheus. */
export type Fault = (request: ApiRequest, response: ServerResponse) => boolean;

export interface FaultyProxy {
  url: string;
  /** Requests so far. */
  readonly seen: ApiRequest[];
  fault: Fault;
  stop(): Promise<void>;
}

/** Stands before a real Prometheus and does to some requests what networks and proxies do. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const seen: ApiRequest[] = [];
  const fault: { is: Fault } = { is: () => false };
  const server = createServer(async (request, response) => {
    const body = await readAll(request);
    const what = request.url!.split('?')[0].split('/').at(-1)!;
    const before = seen.filter(one => one.what === what).length;
    const seenNow = { what, form: new URLSearchParams(body), before };
    seen.push(seenNow);
    if (fault.is(seenNow, response)) return;
    forward(target, request, body, response);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    set fault(is: Fault) {
      fault.is = is;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

function forward(
  target: string,
  { url, method, headers }: IncomingMessage,
  body: string,
  response: ServerResponse,
): void {
  const { host: _, ...rest } = headers;
  ask(`${target}${url}`, { method, headers: rest }, answer => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  })
    .on('error', () => response.destroy())
    .end(body);
}

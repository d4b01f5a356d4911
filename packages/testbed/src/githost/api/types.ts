import type { IncomingHttpHeaders } from 'node:http';

/** @internal */
export interface ApiRequest {
  method: string;
  /** Below the API's base, still percent-encoded. */
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  headers: IncomingHttpHeaders;
}

/** @internal */
export interface ApiResponse {
  status: number;
  json?: unknown;
  raw?: { contentType: string; content: Buffer };
  headers?: Record<string, string>;
}

/** @internal */
export type ApiHandler = (request: ApiRequest) => Promise<ApiResponse>;

/** An answer that a handler gives by throwing. @internal */
export class ApiError extends Error {
  constructor(readonly status: number, readonly json: unknown) {
    super(`HTTP ${status}: ${JSON.stringify(json)}`);
    this.name = 'ApiError';
  }
}

/** One API dialect below its base path. @internal */
export interface ApiDialect {
  kind: 'github' | 'gitlab';
  handle(
    request: Omit<ApiRequest, 'params'>,
    faults: AnswerChange,
  ): Promise<ApiResponse>;
  /** Body of an error that did not come from a handler. */
  errorBody(status: number, message: string): unknown;
}

/** Changes an answer before it is checked; the identity unless a fault says so. @internal */
export type AnswerChange = (body: unknown) => unknown;

/** One line of the request log. @public */
export interface RequestLogEntry {
  api: 'github' | 'gitlab';
  method: string;
  path: string;
  /** 0 where the connection was dropped. */
  status: number;
}

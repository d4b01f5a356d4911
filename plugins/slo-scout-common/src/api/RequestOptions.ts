/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
  /** Backstage token, for callers without a session of their own. */
  token?: string;
}

import { ApiRequest, ApiResponse } from '../api/types';

/** One page of a list with GitLab's headers, by number or by keyset. @internal */
export function page<T>(
  request: ApiRequest,
  apiUrl: string,
  items: T[],
  keyOf: (item: T) => string,
): ApiResponse & { json: T[] } {
  const { query } = request;
  const size = Math.min(Number(query.per_page ?? 20), 100);
  const keyset = query.pagination === 'keyset';
  const after = items.findIndex(item => keyOf(item) === query.page_token) + 1;
  const number = Number(query.page ?? 1);
  const start = keyset ? after : (number - 1) * size;
  const json = items.slice(start, start + size);

  const headers: Record<string, string> = { 'x-per-page': String(size) };
  if (start + size < items.length) {
    const next = new URLSearchParams(query);
    if (keyset) next.set('page_token', keyOf(json[json.length - 1]));
    else next.set('page', String(number + 1));
    headers.link = `<${apiUrl}${request.path}?${next}>; rel="next"`;
    if (!keyset) headers['x-next-page'] = String(number + 1);
  }
  if (!keyset) {
    headers['x-page'] = String(number);
    headers['x-total'] = String(items.length);
    headers['x-total-pages'] = String(Math.ceil(items.length / size));
  }
  return { status: 200, json, headers };
}

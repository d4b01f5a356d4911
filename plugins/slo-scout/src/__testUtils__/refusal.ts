import { ResponseError } from '@backstage/errors';

const NAMES: Record<number, string> = {
  400: 'InputError',
  403: 'NotAllowedError',
  409: 'ConflictError',
  500: 'Error',
};

/** The error that the client throws when the server answers with this body. */
export async function refusal(
  statusCode: number,
  message: string,
  body: Record<string, unknown> = {},
): Promise<ResponseError> {
  const text = JSON.stringify({
    error: { name: NAMES[statusCode] ?? 'Error', message },
    request: { method: 'POST', url: '/v1' },
    response: { statusCode },
    ...body,
  });
  return ResponseError.fromResponse({
    ok: false,
    redirected: false,
    status: statusCode,
    statusText: 'Refused',
    type: 'default',
    url: 'http://slo-scout.test/v1',
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () => text,
  } as Response);
}

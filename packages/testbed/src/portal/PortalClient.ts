/** A JSON answer with its status; nothing is thrown for a refusal. @public */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

/**
 * One signed-in person on the portal's HTTP API. Signs in as a browser does.
 *
 * @public
 */
export class PortalClient {
  readonly #url: string;
  readonly #user: string;
  #token: string | undefined;

  constructor(portalUrl: string, user: string) {
    this.#url = portalUrl;
    this.#user = user;
  }

  /** Backstage token of the person. */
  async token(): Promise<string> {
    if (this.#token === undefined) {
      const response = await fetch(`${this.#url}/api/auth/demo/refresh`, {
        headers: { 'x-demo-user': this.#user },
      });
      if (!response.ok) {
        throw new Error(
          `${this.#user} could not sign in: ${
            response.status
          } ${await response.text()}`,
        );
      }
      const session = (await response.json()) as {
        backstageIdentity: { token: string };
      };
      this.#token = session.backstageIdentity.token;
    }
    return this.#token;
  }

  /** @param path - below `/api/`, for example `slo-scout/v1/slos` */
  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.#url}/api/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (isJson(response) ? JSON.parse(text) : { text }) as T,
    };
  }

  get<T = Record<string, unknown>>(path: string) {
    return this.call<T>('GET', path);
  }

  post<T = Record<string, unknown>>(path: string, body: unknown) {
    return this.call<T>('POST', path, body);
  }

  patch<T = Record<string, unknown>>(path: string, body: unknown) {
    return this.call<T>('PATCH', path, body);
  }
}

function isJson(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('json');
}

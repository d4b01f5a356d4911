import { randomUUID, verify } from 'node:crypto';
import { ApiRequest, ApiResponse } from '../api/types';
import { githubError, notFound } from './errors';
import { GithubShapes } from './shapes';

/** A GitHub App, installed for some owners. @public */
export interface GithubApp {
  id: number;
  /** PEM; its private half signs the app's tokens. */
  publicKey: string;
  /** Owners of repositories that have installed it. */
  owners: string[];
}

type Handler = (request: ApiRequest) => Promise<ApiResponse>;

const HOUR_MS = 60 * 60_000;
const MAX_LIFE_SECONDS = 10 * 60;
const PERMISSIONS = { contents: 'write', pull_requests: 'write' };

/** Installations of an app, and the tokens that it asks for. @internal */
export class GithubApps {
  readonly #issued = new Map<string, number>();

  constructor(
    private readonly app: GithubApp | undefined,
    private readonly shapes: GithubShapes,
  ) {}

  /** Whether a token was given to an installation and still lives. */
  accepts(token: string): boolean {
    return (this.#issued.get(token) ?? 0) > Date.now();
  }

  handlers(): Record<string, Handler> {
    return {
      'GET /app/installations': async ({ headers }) => {
        const app = this.#authenticated(headers.authorization);
        const json = app.owners.map((owner, index) =>
          this.#installation(app, owner, index + 1),
        );
        return { status: 200, json };
      },
      'POST /app/installations/{installation_id}/access_tokens': async ({
        headers,
        params,
      }) => {
        const app = this.#authenticated(headers.authorization);
        if (!app.owners[Number(params.installation_id) - 1]) throw notFound();
        const token = `ghs_${randomUUID().replace(/-/g, '')}`;
        const expires = Date.now() + HOUR_MS;
        this.#issued.set(token, expires);
        return {
          status: 201,
          json: {
            token,
            expires_at: new Date(expires).toISOString(),
            permissions: PERMISSIONS,
            repository_selection: 'all',
          },
        };
      },
    };
  }

  #authenticated(authorization: string | undefined): GithubApp {
    const { app } = this;
    const token = authorization?.replace(/^bearer /i, '');
    if (!app || !token || !isSignedBy(app, token)) {
      throw githubError(401, 'A JSON web token could not be decoded');
    }
    return app;
  }

  #installation(app: GithubApp, owner: string, id: number) {
    const at = '2026-01-01T00:00:00Z';
    // The description asks for a user and an enterprise in one.
    const account = {
      ...this.shapes.user(owner),
      ...{ name: owner, slug: owner, created_at: at, updated_at: at },
    };
    const url = account.url.replace(/\/users\/.*$/, '');
    return {
      ...{ id, account, app_id: app.id, app_slug: 'slo-scout' },
      ...{ target_id: account.id, target_type: 'Organization' },
      ...{ permissions: PERMISSIONS, events: [], single_file_name: null },
      repository_selection: 'all',
      access_tokens_url: `${url}/app/installations/${id}/access_tokens`,
      repositories_url: `${url}/installation/repositories`,
      html_url: `${account.html_url}/settings/installations/${id}`,
      ...{ created_at: at, updated_at: at },
      ...{ suspended_by: null, suspended_at: null },
    };
  }
}

function isSignedBy(app: GithubApp, token: string): boolean {
  const [header, payload, signature] = token.split('.');
  if (!header || !payload || !signature) return false;
  const signed = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) return false;
  const { iss, iat, exp } = JSON.parse(
    Buffer.from(payload, 'base64url').toString(),
  );
  const now = Date.now() / 1000;
  return (
    String(iss) === String(app.id) &&
    exp > now &&
    exp - iat <= MAX_LIFE_SECONDS + 60
  );
}

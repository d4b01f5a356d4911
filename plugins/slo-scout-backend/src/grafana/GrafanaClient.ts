import type { Config } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import { request } from 'undici';

/** A dashboard as Grafana has it; as much of it as is looked at here. */
export interface LoadedDashboard {
  description: string;
  panels: number;
}

/** A mark on the dashboards whose annotation query asks for one of the tags. */
export interface GrafanaMark {
  text: string;
  tags: string[];
  /** Unix milliseconds. */
  time: number;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** The two calls of Grafana's HTTP API that this plugin makes. */
export class GrafanaClient {
  readonly #url: string;
  readonly #token: string;

  constructor(options: { url: string; token: string }) {
    this.#url = options.url.replace(/\/+$/, '');
    this.#token = options.token;
  }

  /** Undefined where Grafana has none of this uid. Rejects where it cannot be asked. */
  async dashboard(
    uid: string,
    signal?: AbortSignal,
  ): Promise<LoadedDashboard | undefined> {
    const answer = await this.#ask(
      'GET',
      `/api/dashboards/uid/${encodeURIComponent(uid)}`,
      undefined,
      signal,
    );
    if (answer.status === 404) return undefined;
    const { dashboard } = this.#expectOk(answer) as {
      dashboard?: { description?: unknown; panels?: unknown };
    };
    if (typeof dashboard !== 'object' || dashboard === null) {
      throw new ServiceUnavailableError(
        `${this.#url} answered without a dashboard`,
      );
    }
    return {
      description: String(dashboard.description ?? ''),
      panels: Array.isArray(dashboard.panels) ? dashboard.panels.length : 0,
    };
  }

  /** Draws a mark. Rejects where Grafana does not take it. */
  async mark(mark: GrafanaMark, signal?: AbortSignal): Promise<void> {
    this.#expectOk(await this.#ask('POST', '/api/annotations', mark, signal));
  }

  async #ask(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    signal: AbortSignal | undefined,
  ): Promise<{ status: number; text: string }> {
    try {
      return await this.#send(method, path, body, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ServiceUnavailableError) throw error;
      throw new ServiceUnavailableError(
        `${this.#url} cannot be asked: ${(error as Error).message}`,
      );
    }
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    signal: AbortSignal | undefined,
  ): Promise<{ status: number; text: string }> {
    const deadline = AbortSignal.timeout(TIMEOUT_MS);
    const response = await request(`${this.#url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
    });
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of response.body) {
      size += part.length;
      if (size > MAX_BYTES) throw new Error('it sent too much');
      parts.push(Buffer.from(part));
    }
    return {
      status: response.statusCode,
      text: Buffer.concat(parts).toString('utf8'),
    };
  }

  #expectOk({ status, text }: { status: number; text: string }): unknown {
    if (status < 200 || status >= 300) {
      throw new ServiceUnavailableError(
        `${this.#url} answered HTTP ${status}: ${text.slice(0, 160)}`,
      );
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new ServiceUnavailableError(
        `${this.#url} answered something that is not JSON`,
      );
    }
  }
}

/** Undefined where no token is configured: then Grafana is only linked to. */
export function createGrafanaClient(config: Config): GrafanaClient | undefined {
  const token = config.getOptionalString('sloScout.grafana.api.token');
  if (!token) return undefined;
  return new GrafanaClient({
    token,
    url:
      config.getOptionalString('sloScout.grafana.api.url') ??
      config.getString('sloScout.grafana.url'),
  });
}

import { on } from 'node:events';
import { join, resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import execa, { type ExecaChildProcess } from 'execa';
import type { OneOfMany, TestGitHost, TestUser } from './testPortal';

type User = TestUser | OneOfMany;

export interface PortalProcessOptions {
  /** Connection string of PostgreSQL. */
  database: string;
  gitHost?: TestGitHost;
  config?: JsonObject;
}

export interface Answer {
  status: number;
  body: unknown;
}

const ROOT = resolve(__dirname, '../../../..');

/** The plugin in a Backstage backend of its own process: a replica, or one to be killed. */
export class PortalProcess {
  private constructor(
    private readonly child: ExecaChildProcess,
    private readonly port: number,
  ) {}

  static async start(options: PortalProcessOptions): Promise<PortalProcess> {
    const child = execa(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'runPortal.ts'),
        JSON.stringify(options),
      ],
      {
        cwd: ROOT,
        reject: false,
        env: { NODE_ENV: 'test' },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    const ready = (async () => {
      for await (const [message] of on(child, 'message')) {
        // What transforms TypeScript for it sends messages, too.
        if ('port' in message) return Number(message.port);
      }
      throw new Error('It said nothing');
    })();
    const port = await Promise.race([
      ready,
      child.then(({ stderr }) => {
        throw new Error(`The portal's process ended: ${stderr}`);
      }),
    ]);
    return new PortalProcess(child, port);
  }

  /** Rejects where the process ends before it has answered. */
  async post(user: User, path: string, body: object): Promise<Answer> {
    return this.#send('POST', user, path, body);
  }

  async get(user: User, path: string): Promise<Answer> {
    return this.#send('GET', user, path);
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.kill();
    await this.child;
  }

  async #send(
    method: string,
    user: User,
    path: string,
    body?: object,
  ): Promise<Answer> {
    const response = await fetch(
      `http://localhost:${this.port}/api/slo-scout${path}`,
      {
        method,
        headers: {
          authorization: mockCredentials.user.header(`user:default/${user}`),
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      },
    );
    return { status: response.status, body: await response.json() };
  }
}

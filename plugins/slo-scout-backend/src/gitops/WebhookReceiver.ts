import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeploymentFollower } from './DeploymentFollower';
import type { WebhookVerifier } from './webhookSignature';

/** The spec's deployment webhook. Without a configured secret nothing is believed. */
export class WebhookReceiver {
  readonly #verifier: WebhookVerifier | undefined;
  readonly #follower: DeploymentFollower;
  readonly #logger: LoggerService;

  constructor(options: {
    verifier: WebhookVerifier | undefined;
    follower: DeploymentFollower;
    logger: LoggerService;
  }) {
    this.#verifier = options.verifier;
    this.#follower = options.follower;
    this.#logger = options.logger;
  }

  verify(request: {
    body: Buffer;
    signature: string | undefined;
    timestamp: string | undefined;
  }): boolean {
    const holds = this.#verifier?.(request) ?? false;
    if (!holds) this.#logger.warn('A deployment webhook was refused');
    return holds;
  }

  /** Never rejects: what goes wrong now, the reconciler finds within a minute. */
  async received(hint: { repo: string; pr_number: number }): Promise<void> {
    const name = `${hint.repo}#${hint.pr_number}`;
    try {
      const known = await this.#follower.hinted(hint.repo, hint.pr_number);
      if (!known) this.#logger.info(`A webhook named ${name}, not ours`);
    } catch (error) {
      this.#logger.warn(`${name} could not be followed`, error as Error);
    }
  }
}

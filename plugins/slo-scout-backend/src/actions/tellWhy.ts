import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { RefusalError, messageOf } from '../errors';

/**
 * Runs what an action is for. The registry answers with the status of Backstage's
 * errors, so refusals become these; what is not for people goes into the log.
 */
export async function tellWhy<T>(
  work: () => Promise<T>,
  logger: LoggerService,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusalError) {
      throw error.status === 403
        ? new NotAllowedError(error.message)
        : new InputError(error.message);
    }
    const message = messageOf(error);
    if (error instanceof Error && error.message === message) throw error;
    logger.error('An action failed inside the plugin', error as Error);
    throw new Error(message);
  }
}

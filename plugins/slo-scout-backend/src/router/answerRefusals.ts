import type { LoggerService } from '@backstage/backend-plugin-api';
import { serializeError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';
import { RefusalError, messageOf } from '../errors';
import { DocumentError } from '../slos/documents';

/**
 * Answers errors that carry more than a sentence, and hides what a database driver
 * says of its statements. All others are Backstage's to answer.
 */
export function answerRefusals(logger: LoggerService): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const answer = (status: number, extras: Record<string, unknown>) =>
      response.status(status).json({
        error: serializeError(error as Error),
        request: { method: request.method, url: request.url },
        response: { statusCode: status },
        ...extras,
      });
    if (error instanceof RefusalError) {
      answer(error.status, error.extras);
    } else if (error instanceof DocumentError) {
      answer(400, { details: error.details });
    } else if (isOfDatabase(error)) {
      logger.error('The database refused a statement', error);
      next(new Error(messageOf(error)));
    } else {
      next(error);
    }
  };
}

/** SQLite's driver names its errors; PostgreSQL's gives them a severity. */
function isOfDatabase(error: unknown): error is Error {
  return (
    typeof error === 'object' &&
    error !== null &&
    (('severity' in error && 'routine' in error) ||
      (error as Error).name === 'SqliteError')
  );
}

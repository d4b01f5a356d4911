import { serializeError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';
import { RefusalError } from '../errors';
import { DocumentError } from '../slos/documents';

/** Errors that carry more than a sentence; all others are Backstage's to answer. */
export const answerRefusals: ErrorRequestHandler = (
  error,
  request,
  response,
  next,
) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof RefusalError) {
    answer(error.status, error.extras);
  } else if (error instanceof DocumentError) {
    answer(400, { details: error.details });
  } else {
    next(error);
  }

  function answer(status: number, extras: Record<string, unknown>) {
    response.status(status).json({
      error: serializeError(error as Error),
      request: { method: request.method, url: request.url },
      response: { statusCode: status },
      ...extras,
    });
  }
};

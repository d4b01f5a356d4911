import { ApiError } from '../api/types';

const DOCS = 'https://docs.github.com/rest';

/** @internal */
export function githubError(status: number, message: string): ApiError {
  return new ApiError(status, githubErrorBody(status, message));
}

/** @internal */
export function githubErrorBody(status: number, message: string) {
  return { message, documentation_url: DOCS, status: String(status) };
}

/** @internal */
export function notFound(): ApiError {
  return githubError(404, 'Not Found');
}

/** @internal */
export function validationFailed(
  errors: Array<{
    resource: string;
    code: string;
    field?: string;
    message?: string;
  }>,
): ApiError {
  return new ApiError(422, {
    ...githubErrorBody(422, 'Validation Failed'),
    errors,
  });
}

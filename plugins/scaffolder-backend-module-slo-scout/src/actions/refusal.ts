import { ForwardedError, InputError, ResponseError } from '@backstage/errors';
import {
  failedArtifacts,
  faultDetails,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * Runs a call of the backend. A template's log shows nothing of an error but its
 * message, so the message of a refusal carries every reason.
 */
export async function explainRefusal<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof ResponseError ? toReadableError(error) : error;
  }
}

function toReadableError(error: ResponseError): Error {
  const reasons = [
    ...(failedArtifacts(error) ?? []).flatMap(artifact =>
      artifact.validation_errors.map(
        fault => `${artifact.path} (${fault.validator}): ${fault.message}`,
      ),
    ),
    ...faultDetails(error).map(fault => `${fault.path}: ${fault.message}`),
  ];
  if (reasons.length > 0) {
    return new InputError(
      ['Nothing was generated:', ...reasons].join('\n'),
      error,
    );
  }
  return new ForwardedError('SLO Scout refused', error.cause);
}

import { InputError } from '@backstage/errors';
import {
  failedArtifacts,
  faultDetails,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** An error whose message carries every reason, because a template's log shows nothing else. */
export function explainRefusal(error: unknown): unknown {
  const reasons = [
    ...(failedArtifacts(error) ?? []).flatMap(artifact =>
      artifact.validation_errors.map(
        fault => `${artifact.path} (${fault.validator}): ${fault.message}`,
      ),
    ),
    ...faultDetails(error).map(fault => `${fault.path}: ${fault.message}`),
  ];
  if (reasons.length === 0) {
    return error;
  }
  return new InputError(
    ['Nothing was generated:', ...reasons].join('\n'),
    error instanceof Error ? error : undefined,
  );
}

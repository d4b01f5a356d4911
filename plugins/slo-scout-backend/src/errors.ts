import { CustomErrorBase, isError } from '@backstage/errors';
import type {
  Artifact,
  PolicyDecision,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * A refusal whose answer carries more than a sentence. `extras` stand beside
 * Backstage's error body, under their own names.
 */
export class RefusalError extends CustomErrorBase {
  // Private, so that Backstage does not write them into `error` once more.
  readonly #status: number;
  readonly #extras: Record<string, unknown>;

  constructor(
    status: number,
    name: string,
    message: string,
    extras: Record<string, unknown>,
  ) {
    super(message);
    this.name = name;
    this.#status = status;
    this.#extras = extras;
  }

  get status(): number {
    return this.#status;
  }

  get extras(): Record<string, unknown> {
    return this.#extras;
  }
}

/** A generated file did not pass; the answer carries every file with its verdict. */
export class ValidationFailedError extends RefusalError {
  constructor(generationId: string, artifacts: Artifact[], notes: string[]) {
    const failed = artifacts.filter(a => a.validation_status === 'failed');
    super(
      400,
      'ValidationFailedError',
      `${validatorsOf(failed)} validation failed: ${failed
        .map(a => a.path)
        .join(', ')}`,
      { generation_id: generationId, artifacts, notes },
    );
  }
}

function validatorsOf(failed: Artifact[]): string {
  // Prometheus tells or does not; what failed the file is somebody else.
  const names = failed
    .flatMap(a => a.validation_errors.map(e => e.validator))
    .filter(name => name !== 'dry_run' && name !== 'verify');
  return [...new Set(names)].join(' and ') || 'artifact';
}

/** The guard refused; the answer carries every invariant. */
export class PolicyViolationError extends RefusalError {
  constructor(decision: PolicyDecision) {
    super(
      403,
      'PolicyViolationError',
      `Policy violation: ${decision.violations
        .map(
          v =>
            `${v.message}${
              v.required_override
                ? ` Requires ${v.required_override.replaceAll('_', ' ')}.`
                : ''
            }`,
        )
        .join(' ')}`,
      { decision },
    );
  }
}

/** Sentences of the plugin itself, of Backstage, and of what it asked on purpose. */
const FOR_PEOPLE =
  /^(Input|NotAllowed|NotFound|Conflict|Authentication|ServiceUnavailable|NotImplemented|NotModified|Document|Forwarded|Prometheus|Promql|GitHostUnavailable|GenerationRefused|Abort|PolicyViolation|ValidationFailed)/;

/**
 * What may be stored and shown of an error. Others, a database driver's for one,
 * carry statements with their values: they belong into the log.
 */
export function messageOf(error: unknown): string {
  if (!isError(error)) return 'It failed for an unknown reason.';
  return FOR_PEOPLE.test(error.name) || FOR_PEOPLE.test(error.constructor.name)
    ? error.message
    : 'It failed inside the portal. Its log says why; try again.';
}

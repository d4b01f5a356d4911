import type { Measurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import { messageOf } from '../../errors';
import { RuleFileError } from '../../validators/dryRun/ruleFile';
import { Unmeasured } from './Probe';

export function unknown<T>(source: string, reason: string): Measurement<T> {
  return { value: null, source, unknown_reason: reason };
}

/** Measures; what throws is unknown, with the reason. */
export async function measured<T>(
  source: string,
  measure: () => Promise<T>,
): Promise<Measurement<T>> {
  try {
    return { value: await measure(), source };
  } catch (error) {
    return unknown(source, reasonOf(error));
  }
}

/** Why something is not known. */
export function reasonOf(error: unknown): string {
  return error instanceof Unmeasured || error instanceof RuleFileError
    ? error.message
    : messageOf(error);
}

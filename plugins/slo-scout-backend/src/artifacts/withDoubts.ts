import type { ArtifactType } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GeneratedFile } from '../generators/types';
import { type FileVerdict, worst } from '../validators/types';
import type { Verification } from '../validators/verify';

/** Rule files that read what the SLOs name, those first that read it directly. */
const READERS: ArtifactType[] = ['recording_rule', 'alert_rule'];

/**
 * The verdicts with what `verify` doubts: it leaves the recording rules of the SLO
 * inconclusive, or its alerts where no recording rules were generated. It never
 * fails a file: a new service has no metrics yet.
 */
export function withDoubts(
  files: GeneratedFile[],
  verdicts: Map<string, FileVerdict>,
  { doubts }: Verification,
): Map<string, FileVerdict> {
  const doubted = READERS.find(type => files.some(file => file.type === type));
  const result = new Map(verdicts);
  for (const { type, path, slo_ids: ids } of files) {
    const verdict = result.get(path);
    const errors = doubts
      .filter(({ slo_id: id }) => ids.includes(id))
      .map(({ message }) => ({ validator: 'verify', message }));
    if (type === doubted && verdict && errors.length > 0) {
      result.set(path, {
        ...verdict,
        status: worst(verdict.status, 'inconclusive'),
        errors: [...verdict.errors, ...unique(errors)],
      });
    }
  }
  return result;
}

/** Where Prometheus is away, it is away for all SLOs of a file. */
function unique(errors: FileVerdict['errors']): FileVerdict['errors'] {
  return [...new Map(errors.map(error => [error.message, error])).values()];
}

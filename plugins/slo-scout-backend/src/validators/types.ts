import type {
  ArtifactType,
  DryRunResult,
  ValidationError,
  VerdictStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** A file to be judged, without its identity in the store. */
export interface CandidateFile {
  type: ArtifactType;
  path: string;
  content: string;
}

/** What the validators say of one file. */
export interface FileVerdict {
  status: VerdictStatus;
  errors: ValidationError[];
  dry_run?: DryRunResult;
  /** What the person should know, though it is no fault. */
  notes?: string[];
}

/** What two validators say of one file. */
export function together(one: FileVerdict, other?: FileVerdict): FileVerdict {
  if (!other) return one;
  const notes = [...(one.notes ?? []), ...(other.notes ?? [])];
  return {
    ...one,
    ...other,
    status: worst(one.status, other.status),
    errors: [...one.errors, ...other.errors],
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** `failed` beats `inconclusive` beats `passed`. */
export function worst(...statuses: VerdictStatus[]): VerdictStatus {
  if (statuses.includes('failed')) return 'failed';
  return statuses.includes('inconclusive') ? 'inconclusive' : 'passed';
}

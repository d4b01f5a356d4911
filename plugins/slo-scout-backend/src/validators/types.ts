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
}

/** `failed` beats `inconclusive` beats `passed`. */
export function worst(...statuses: VerdictStatus[]): VerdictStatus {
  if (statuses.includes('failed')) return 'failed';
  return statuses.includes('inconclusive') ? 'inconclusive' : 'passed';
}

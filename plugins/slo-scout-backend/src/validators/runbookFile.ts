import { checkRunbookPage } from './runbookPage';
import { checkRunbook } from './runbookSchema';
import type { CandidateFile, FileVerdict } from './types';

/** A runbook for machines or for people, which the name of the file tells. */
export function checkRunbookFile(
  { path, content }: CandidateFile,
  paths: ReadonlySet<string>,
): FileVerdict {
  return path.endsWith('.md')
    ? checkRunbookPage(content, { path, paths })
    : checkRunbook(content);
}

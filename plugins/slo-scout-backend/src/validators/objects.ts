import { isObject, unwrap } from '../generators/output/plainText';
import type { Unwrapped } from '../generators/output/objectText';
import { checkObject } from './kubernetesSchema';
import { type CandidateFile, type FileVerdict, worst } from './types';

/** The plain files inside of Kubernetes objects, and the way back. */
export interface OpenedFiles {
  /** As Prometheus or Grafana would be given them. */
  plain: CandidateFile[];
  /** The verdict on the whole file from the one on what is inside. */
  verdictOn(path: string, inside: FileVerdict): FileVerdict;
}

/** Opens every file once, so that no validator has to know of formats. */
export function openFiles(files: CandidateFile[]): OpenedFiles {
  const byPath = new Map(
    files.map(file => [
      file.path,
      { content: file.content, unwrapped: unwrap(file.content) },
    ]),
  );
  return {
    plain: files.map(file => ({
      ...file,
      content: byPath.get(file.path)?.unwrapped?.text ?? file.content,
    })),
    verdictOn(path, inside) {
      const { content, unwrapped } = byPath.get(path)!;
      if (!isObject(content)) return inside;
      const object = checkObject(content);
      return {
        ...inside,
        status: worst(object.status, inside.status),
        errors: [
          ...object.errors,
          ...inside.errors.map(error => moved(error, unwrapped)),
        ],
      };
    },
  };
}

type ValidationError = FileVerdict['errors'][number];

/** promtool counts lines and columns in the plain file; people look at the object. */
function moved(
  error: ValidationError,
  unwrapped: Unwrapped | undefined,
): ValidationError {
  if (!unwrapped || error.validator !== 'promtool') return error;
  const line = (n: number) =>
    n < unwrapped.plainLine ? n : n - unwrapped.plainLine + unwrapped.bodyLine;
  const message = error.message.replace(
    /\bline (\d+)/g,
    (_, n) => `line ${line(Number(n))}`,
  );
  const position = /^(\d+):(\d+)$/.exec(error.path ?? '');
  if (!position) return { ...error, message };
  const column = Number(position[2]) + unwrapped.indent;
  const path = `${line(Number(position[1]))}:${column}`;
  return {
    ...error,
    path,
    message: message.replace(`: ${error.path}:`, `: ${path}:`),
  };
}

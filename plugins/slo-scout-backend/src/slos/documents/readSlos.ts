import { DocumentError } from './DocumentError';
import { readDocuments, type ReadDocuments } from './readDocuments';

/** As `readDocuments`, for whoever wants SLOs: a text without any is refused too. */
export function readSlos(text: string, service: string): ReadDocuments {
  const read = readDocuments(text, { service });
  if (read.slos.length === 0) {
    throw new DocumentError([
      {
        path: 'document',
        message:
          'The text holds no SLO: what it holds is used by SLOs only. Add a document of kind: SLO.',
      },
    ]);
  }
  return read;
}

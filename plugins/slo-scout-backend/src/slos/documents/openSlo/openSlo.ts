import { openSloV1Schema, openSloV2AlphaSchema } from '../../../schemas';
import type { Dialect, LocatedSlo, ReadContext, ReadDocument } from '../types';
import { Library } from './Library';
import { readSlo } from './readSlo';
import type { OpenSloDocument, OpenSloSlo } from './shape';
import { V1_WORDS, V2ALPHA_WORDS, Words } from './words';

export const openSloV1: Dialect = {
  title: 'OpenSLO v1',
  version: 'openslo/v1',
  schema: openSloV1Schema,
  read: (documents, context) => readOpenSlo(documents, context, V1_WORDS),
};

export const openSloV2Alpha: Dialect = {
  title: 'OpenSLO v2alpha',
  version: 'openslo.com/v2alpha',
  schema: openSloV2AlphaSchema,
  read: (documents, context) => readOpenSlo(documents, context, V2ALPHA_WORDS),
};

function readOpenSlo(
  documents: ReadDocument[],
  context: ReadContext,
  words: Words,
): LocatedSlo[] {
  const shaped = documents as Array<ReadDocument<OpenSloDocument<OpenSloSlo>>>;
  const library = new Library(shaped, context.findings);
  const slos = shaped
    .filter(({ root }) => root.take('kind') === 'SLO')
    .flatMap(document => readSlo(document, { ...context, library, words }));
  library.reportUnused();
  return slos;
}

export { DocumentError } from './DocumentError';
export type { DocumentFault } from './DocumentError';
export { readSlos } from './readSlos';
export { readDocuments } from './readDocuments';
export type { ReadDocuments } from './readDocuments';
export type { DraftSlo } from './types';
export { writeOpenSlo } from './openSlo/writeOpenSlo';

import { DocumentError } from '../DocumentError';
import { readDocuments } from '../readDocuments';

/** Why a text is refused, each fault as `path: message`. */
export function faultsOf(text: string, service?: string): string[] {
  try {
    readDocuments(text, { service });
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return error.details.map(({ path, message }) => `${path}: ${message}`);
  }
  throw new Error('The text was read');
}

/** A text with one part replaced, which must be there. */
export function changed(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`There is no ${part} in the text`);
  return text.replace(part, by);
}

import { codedOf, type Sentence, textOf } from '../../sentences';
import type { InvariantCheck } from './types';

/** The sentences of a check, in English and by their codes. */
export function saying(
  ...sentences: Sentence[]
): Pick<InvariantCheck, 'message' | 'message_coded'> {
  return { message: textOf(sentences), message_coded: codedOf(sentences) };
}

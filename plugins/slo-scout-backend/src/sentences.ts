import type {
  CodedSentence,
  SentenceCode,
  SENTENCES,
  SentenceValue,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** What is said in English: a sentence of ours, or words of others, which have no code. */
export interface Words {
  text: string;
  coded?: CodedSentence;
}

/** A sentence in English, and by its code for other languages. */
export interface Sentence extends Words {
  coded: CodedSentence;
}

type Values<Code extends SentenceCode> = Record<
  (typeof SENTENCES)[Code][number],
  SentenceValue
>;

/** @param values - what the sentence names, by the names that its code has */
export function sentence<Code extends SentenceCode>(
  code: Code,
  values: Values<Code>,
  text: string,
): Sentence {
  return { text, coded: { code, values } };
}

/** One after the other, as a paragraph. */
export function textOf(sentences: Sentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}

export function codedOf(sentences: Sentence[]): CodedSentence[] {
  return sentences.map(({ coded }) => coded);
}

/** What stands in another sentence: in any language where it can. */
export function quoted({ text, coded }: Words): string | CodedSentence {
  return coded ?? text;
}

/** A list that is cut after so many, in any language. */
export function firstOf(names: string[], most: number): string[] {
  const more = names.length - most;
  return more > 0 ? [...names.slice(0, most), `+ ${more}`] : names;
}

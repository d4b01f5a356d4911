import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { showLanguage } from '../format/language';
import { sloScoutTranslationRef } from '../translation';

type Messages = typeof sloScoutTranslationRef.T;

/** Key of a text; texts that count have one key for all their forms. */
export type TextKey = {
  [Key in keyof Messages]: Key extends `${infer Stem}_${'one' | 'other'}`
    ? Stem
    : Key;
}[keyof Messages];

type Placeholder<Words> =
  Words extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Placeholder<Rest>
    : never;

/** By key, so that the compiler works out only those that are used. */
type Placeholders = {
  [Key in TextKey]: Key extends keyof Messages
    ? Placeholder<Messages[Key]>
    : 'count' | Placeholder<Messages[`${Key}_other` & keyof Messages]>;
};

type Values<Names> = [Names] extends [never]
  ? []
  : [
      values: {
        [Name in Names & string]: Name extends 'count' ? number : string;
      },
    ];

/**
 * A text by its key and the values of its placeholders, all of them demanded by
 * the compiler. Backstage's `TranslationFunction` says the same and more, of every
 * key at once: with the texts of this plugin the type check took minutes of it.
 */
export type Text = <Key extends TextKey>(
  key: Key,
  ...values: Values<Placeholders[Key]>
) => string;

/** The plugin's texts in the viewer's language, which numbers and dates follow. */
export function useText(): Text {
  const translate: unknown = useTranslationRef(sloScoutTranslationRef).t;
  const t = translate as Text;
  showLanguage(t('locale'));
  return t;
}

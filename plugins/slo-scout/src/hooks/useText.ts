import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { sloScoutTranslationRef } from '../translation';

/** Looks up a text by its key. */
export type Text = TranslationFunction<typeof sloScoutTranslationRef.T>;

/** The plugin's texts in the viewer's language. */
export function useText(): Text {
  return useTranslationRef(sloScoutTranslationRef).t;
}

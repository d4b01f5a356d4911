import {
  translationApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import type { Text } from '../../hooks/useText';
import { sloScoutTranslationRef } from '../../translation';

/** Backstage's own type is that of every key at once, see {@link Text}. */
const asText = (translate: unknown) => translate as Text;

/** The texts in the viewer's language, for code outside of components. */
export async function textsOf(apiHolder: ApiHolder): Promise<Text> {
  const translations = apiHolder.get(translationApiRef);
  if (!translations) throw new Error('The app has no translation API');
  const known = translations.getTranslation(sloScoutTranslationRef);
  if (known.ready) return asText(known.t);
  return new Promise((resolve, reject) => {
    const subscription = translations
      .translation$(sloScoutTranslationRef)
      .subscribe({
        next: snapshot => {
          if (!snapshot.ready) return;
          subscription.unsubscribe();
          resolve(asText(snapshot.t));
        },
        error: reject,
      });
  });
}

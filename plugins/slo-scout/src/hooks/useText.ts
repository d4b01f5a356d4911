import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { sloScoutTranslationRef } from '../translation';

/** The plugin's texts in the viewer's language. */
export function useText() {
  return useTranslationRef(sloScoutTranslationRef).t;
}

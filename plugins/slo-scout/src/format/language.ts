let shown = 'en-GB';

/**
 * Takes over the language of the texts on the screen, so that a number never
 * stands in another language than the sentence around it.
 *
 * @param locale - BCP 47, as the texts themselves name it
 */
export function showLanguage(locale: string): void {
  shown = locale;
}

/** Language that numbers and dates are written in, BCP 47. */
export function shownLanguage(): string {
  return shown;
}

/**
 * Text for a label or annotation of an alert. Prometheus expands these as Go
 * templates; braces from outside stand for themselves.
 */
export function literal(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

/** The same for each of several texts. */
export function literals(
  texts: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, literal(text)]),
  );
}

/**
 * Text for a label or annotation of an alert. Prometheus expands these as Go
 * templates; braces from outside stand for themselves.
 */
export function literal(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

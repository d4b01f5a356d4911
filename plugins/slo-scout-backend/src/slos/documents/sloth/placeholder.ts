/** Go's templates allow spaces and hyphens inside the braces. */
const PLACEHOLDER = /\{\{-?\s*\.window\s*-?\}\}/g;

/** Sloth's placeholder for the window in the spelling that is known further on. */
export function plainPlaceholder(query: string): string {
  return query.replace(PLACEHOLDER, '{{.window}}');
}

export function hasPlaceholder(query: string): boolean {
  return plainPlaceholder(query).includes('{{.window}}');
}

const ID = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;

/** Ids stand in paths, metrics' labels and configuration keys. */
export function isInvariantId(text: string): boolean {
  return text.length <= 64 && ID.test(text);
}

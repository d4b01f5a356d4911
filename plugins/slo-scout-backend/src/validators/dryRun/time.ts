/** Unix seconds as people and JSON read them. */
export function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

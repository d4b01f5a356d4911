/** ResponseError's own message begins with the HTTP status; its cause has the sentence. */
export function serverWords(error: Error): string {
  const cause: unknown = error.cause;
  return cause instanceof Error && cause.message
    ? cause.message
    : error.message;
}

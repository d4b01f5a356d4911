const SAFE = /^[A-Za-z0-9_./:=@%+,-]+$/;

/** A word for a POSIX shell: it stands for itself, whatever is in it. */
export function shellQuote(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

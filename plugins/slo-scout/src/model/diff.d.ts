/** The one function of jsdiff 5 that is used here; it ships without types. */
declare module 'diff' {
  export interface Change<T> {
    value: T;
    added?: boolean;
    removed?: boolean;
  }
  /** Undefined where it took longer than `timeout` milliseconds. */
  export function diffArrays<T>(
    before: T[],
    after: T[],
    options?: { timeout?: number },
  ): Array<Change<T[]>> | undefined;
}

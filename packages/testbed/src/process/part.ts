/**
 * A running part of the testbed.
 *
 * @public
 */
export interface Part {
  /** Ends it and frees its port. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * A query of which it is not known which series would give it a wanted value.
 * The message is the end of a sentence that begins with "because".
 */
export class NotReadable extends Error {}

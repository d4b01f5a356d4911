import { sha256 } from '../../hash';

/**
 * Three parts of at most 50 letters with dots between them: the operator for
 * Prometheus puts an object's name, namespace and uid into a key of 253.
 */
const MAX_PART = 50;
const HASH_LENGTH = 10;

/**
 * A text as one part of a Kubernetes name (RFC 1123). One that had to be changed
 * or shortened ends with part of its hash, so that two never become the same.
 */
export function namePart(text: string): string {
  const clean = trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
  if (clean === text && text !== '' && text.length <= MAX_PART) return text;
  const hash = sha256(text).slice(0, HASH_LENGTH);
  const head = trimmed(clean.slice(0, MAX_PART - HASH_LENGTH - 1));
  return head === '' ? hash : `${head}-${hash}`;
}

/** `payments-api.production.slis`. Parts have no dots, so no two lists of parts are one name. */
export function objectName(...parts: string[]): string {
  return parts.map(namePart).join('.');
}

function trimmed(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}

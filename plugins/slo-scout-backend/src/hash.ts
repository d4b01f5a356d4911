import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** JSON by RFC 8785, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new TypeError('A value without JSON representation cannot be hashed');
  }
  return text;
}

/** SHA-256 over canonical JSON, hex. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

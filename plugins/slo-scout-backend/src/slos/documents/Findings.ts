import type { DocumentFault } from './DocumentError';

/**
 * Collects what is wrong and what is worth saying, while a reader goes on. What
 * several SLOs share is said once.
 */
export class Findings {
  readonly #faults = new Map<string, DocumentFault>();
  readonly #warnings = new Set<string>();

  get faults(): DocumentFault[] {
    return [...this.#faults.values()];
  }

  get faultCount(): number {
    return this.#faults.size;
  }

  get warnings(): string[] {
    return [...this.#warnings];
  }

  fault(path: string, message: string) {
    this.#faults.set(`${path}: ${message}`, { path, message });
  }

  warn(path: string, message: string) {
    this.#warnings.add(`${path}: ${message}`);
  }
}

/** A value from outside, shortened, for a sentence. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

const MAX_NAMES = 50;

/** Names of fields, for a sentence. */
export function listed(names: string[]): string {
  const some = names.slice(0, MAX_NAMES).map(name => name.slice(0, 80));
  const more = names.length - some.length;
  return `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

import type { DocumentFault } from './DocumentError';

/** Collects what is wrong and what is worth saying, while a reader goes on. */
export class Findings {
  readonly faults: DocumentFault[] = [];
  readonly warnings: string[] = [];

  fault(path: string, message: string) {
    this.faults.push({ path, message });
  }

  warn(path: string, message: string) {
    this.warnings.push(`${path}: ${message}`);
  }
}

/** A value from outside, shortened, for a sentence. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

import { InputError } from '@backstage/errors';

/** One fault of an SLO document. */
export interface DocumentFault {
  /** For example `document[1].spec.objectives[0].target`. */
  path: string;
  /** A sentence that says what to do. */
  message: string;
}

/** Nobody reads more, and the answer must not be larger than the question. */
const MAX_DETAILS = 500;

/** Documents that cannot be read; `details` names every fault, not only the first. */
export class DocumentError extends InputError {
  readonly details: DocumentFault[];

  constructor(details: DocumentFault[]) {
    const [first, ...others] = details;
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    super(`${first.path}: ${first.message}${more}`);
    this.details = details.slice(0, MAX_DETAILS);
    if (details.length > MAX_DETAILS) {
      const message = `${
        details.length - MAX_DETAILS
      } more faults are not listed.`;
      this.details.push({ path: 'document', message });
    }
  }
}

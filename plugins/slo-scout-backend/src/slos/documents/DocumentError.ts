import { InputError } from '@backstage/errors';

/** One fault of an SLO document. */
export interface DocumentFault {
  /** For example `document[1].spec.objectives[0].target`. */
  path: string;
  /** A sentence that says what to do. */
  message: string;
}

/** Documents that cannot be read; `details` names every fault, not only the first. */
export class DocumentError extends InputError {
  readonly details: DocumentFault[];

  constructor(details: DocumentFault[]) {
    const [first, ...others] = details;
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    super(`${first.path}: ${first.message}${more}`);
    this.details = details;
  }
}

import { InputError } from '@backstage/errors';

/** SLOs that no file can be made of; the message says what to change. */
export class GenerationRefused extends InputError {}

import type { ValidationError } from '@slo-scout/backstage-plugin-slo-scout-common';
import Ajv, { type AnySchemaObject, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

/** More of them help nobody. */
const MAX_ERRORS = 50;

/** Compiled on first use: a start without a generation need not pay for it. */
export function lazySchema(validator: string, schema: () => AnySchemaObject) {
  let validate: ReturnType<Ajv['compile']> | undefined;
  return (value: unknown): ValidationError[] => {
    if (!validate) {
      const ajv = new Ajv({ allErrors: true, strict: false });
      addFormats(ajv);
      validate = ajv.compile(schema());
    }
    if (validate(value)) {
      return [];
    }
    return (validate.errors ?? []).slice(0, MAX_ERRORS).map(error => ({
      validator,
      message: describe(error),
      path: error.instancePath || '/',
    }));
  };
}

/** ajv's words, completed by what it keeps in `params`. */
function describe({ instancePath, message, params }: ErrorObject): string {
  const extra =
    params.additionalProperty ?? params.allowedValues ?? params.allowedValue;
  const detail = extra === undefined ? '' : ` (${JSON.stringify(extra)})`;
  return `${instancePath || '/'} ${message}${detail}`;
}

import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import Ajv from 'ajv';
import type { DocumentFault } from './DocumentError';
import { shown } from './Findings';
import type { Dialect } from './types';

const ajv = new Ajv({ allErrors: true, verbose: true, strictTypes: false });
const validators = new Map<AnySchemaObject, ValidateFunction>();

function validatorOf(schema: AnySchemaObject): ValidateFunction {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  return validate;
}

/** Faults of a value; what has them can still be read, and its other faults named. */
const OF_VALUES = ['pattern', 'enum', 'additionalProperties', 'maxLength'];

/** Every way in which a document has not the shape of its dialect. */
export function schemaFaults(
  path: string,
  document: unknown,
  dialect: Dialect,
): { faults: DocumentFault[]; readable: boolean } {
  const validate = validatorOf(dialect.schema);
  if (validate(document)) return { faults: [], readable: true };
  const errors = (validate.errors ?? [])
    .filter(error => error.keyword !== 'if')
    // Of alternatives one sentence about the whole is enough.
    .filter(error => !error.schemaPath.includes('/anyOf/'));
  return {
    readable: errors.every(error => OF_VALUES.includes(error.keyword)),
    faults: errors.map(error => ({
      path: `${path}${dotted(error.instancePath)}${missing(error)}`,
      message: sentence(error, dialect),
    })),
  };
}

/** `/spec/objectives/0/target` as `.spec.objectives[0].target`. */
function dotted(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (isIndex(part) ? `[${part}]` : `.${part}`))
    .join('');
}

function isIndex(part: string): boolean {
  return part !== '' && [...part].every(char => char >= '0' && char <= '9');
}

function missing({ keyword, params }: ErrorObject): string {
  if (keyword === 'required') return `.${params.missingProperty}`;
  if (keyword === 'additionalProperties') {
    return `.${String(params.additionalProperty).slice(0, 80)}`;
  }
  return '';
}

function sentence(error: ErrorObject, dialect: Dialect): string {
  switch (error.keyword) {
    case 'required':
      return 'This field is required.';
    case 'additionalProperties':
      return `${dialect.title} has no such field here. Correct its name, or remove it.`;
    case 'enum':
      return `${shown(
        error.data,
      )} is not one of ${error.params.allowedValues.join(', ')}.`;
    case 'const':
      return `Must be ${shown(error.params.allowedValue)}.`;
    case 'pattern':
      return `${shown(
        error.data,
      )} is not a name: 1 to 63 letters, digits, "_", "." and "-", beginning with a letter or digit.`;
    case 'type':
      return `Must be ${article(error.params.type)}, not ${shown(error.data)}.`;
    case 'anyOf':
      return `${shown(error.data)} is neither text nor a list of texts.`;
    case 'maxItems':
      return `Must have at most ${error.params.limit} items.`;
    case 'maxLength':
      return `Must have at most ${error.params.limit} characters.`;
    default:
      return `This field ${error.message}.`;
  }
}

function article(type: string | string[]): string {
  const words: Record<string, string> = {
    string: 'text',
    object: 'a mapping',
    array: 'a list',
    number: 'a number',
    boolean: 'true or false',
  };
  return [type]
    .flat()
    .map(name => words[name] ?? name)
    .join(' or ');
}

/**
 * runbook_schema: does the runbook hold what the person who is woken needs?
 *
 * Name, triggers, steps and mitigation must be there. docs/validators/runbook_schema.md
 */
import { runbookSchema } from '../schemas';
import { parseBoundedYaml } from './boundedYaml';
import { lazySchema } from './jsonSchema';
import type { FileVerdict } from './types';

const VALIDATOR = 'runbook_schema';

const schemaErrors = lazySchema(VALIDATOR, () => runbookSchema);

/** @internal */
export function checkRunbook(content: string): FileVerdict {
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) {
    return {
      status: 'failed',
      errors: yaml.errors.map(error => ({ validator: VALIDATOR, ...error })),
    };
  }
  const errors = schemaErrors(yaml.value);
  return { status: errors.length > 0 ? 'failed' : 'passed', errors };
}

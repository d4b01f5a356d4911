import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ARTIFACT_TYPES } from '@slo-scout/backstage-plugin-slo-scout-common';

/** The zod that the registry hands out. */
export type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];

/** Text as PostgreSQL can store it; the limits are those of `openapi.yaml`. */
export function text(z: Zod, max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine(value => !value.includes('\0'), 'must not contain NUL');
}

export function ids(z: Zod, of: string) {
  return z.array(text(z, 64)).min(1).max(1000).describe(of);
}

export function environment(z: Zod) {
  return text(z, 63)
    .optional()
    .describe(
      'Name of the environment, for example production. Default: the one that the portal is configured with.',
    );
}

export function artifactTypes(z: Zod) {
  return z
    .array(z.enum(ARTIFACT_TYPES))
    .min(1)
    .max(10)
    .optional()
    .describe('What to generate. Default: all types.');
}

/** A verdict is never rounded up: inconclusive is not passed. */
export function verdict(z: Zod) {
  return z
    .enum(['passed', 'failed', 'inconclusive'])
    .describe('inconclusive means that it could not be checked: not passed.');
}

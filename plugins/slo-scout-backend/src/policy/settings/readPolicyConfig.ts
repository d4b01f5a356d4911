import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type PolicyScope,
  type PolicySettings,
  REQUIRED_OVERRIDES,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { z } from 'zod';
import type { InvariantRegistry } from '../InvariantRegistry';
import { faultsOf } from './checkSettings';
import { normaliseScope } from './scope';

/** A policy that configuration says of a scope. */
export interface ConfiguredPolicy {
  scope: PolicyScope;
  settings: PolicySettings;
}

const KEY = 'sloScout.policy';

const settingsSchema = z.strictObject({
  invariants: z
    .record(
      z.string(),
      z.strictObject({
        mode: z.string().optional(),
        limit: z.union([z.number(), z.boolean(), z.string()]).optional(),
      }),
    )
    .optional(),
  conditions: z
    .array(
      z.strictObject({
        id: z.string(),
        expression: z.string(),
        message: z.string(),
        mode: z.string(),
        requiredOverride: z.enum(REQUIRED_OVERRIDES).optional(),
      }),
    )
    .optional(),
  overrides: z
    .strictObject({
      maxHours: z.number().optional(),
      minReasonLength: z.number().optional(),
    })
    .optional(),
});

const SCOPES = [
  { key: 'environments', kind: 'environment' },
  { key: 'systems', kind: 'system' },
  { key: 'entities', kind: 'entity' },
] as const;

/** Policies of `sloScout.policy`, each found sound. Throws `InputError` with the key. */
export function readPolicyConfig(
  config: Config,
  registry: InvariantRegistry,
): ConfiguredPolicy[] {
  const policies = [
    readGlobal(config, registry),
    ...SCOPES.flatMap(({ key, kind }) => {
      const where = `${KEY}.${key}`;
      const named = config.getOptional<Record<string, unknown>>(where) ?? {};
      return Object.entries(named).map(([name, raw]) => ({
        scope: normaliseScope({ kind, name }),
        settings: readSettings(raw ?? {}, `${where}.${name}`, registry),
      }));
    }),
  ].filter(policy => policy !== undefined);
  refuseTwice(policies);
  return policies;
}

function readGlobal(
  config: Config,
  registry: InvariantRegistry,
): ConfiguredPolicy | undefined {
  const raw = config.getOptional(`${KEY}.global`);
  const duties = config.getOptionalBoolean(`${KEY}.separationOfDuties`);
  if (raw === undefined && duties === undefined) return undefined;
  const settings = readSettings(raw ?? {}, `${KEY}.global`, registry);
  if (duties !== undefined) {
    settings.invariants = {
      ...settings.invariants,
      separation_of_duties: {
        ...settings.invariants?.separation_of_duties,
        limit: duties,
      },
    };
  }
  return { scope: { kind: 'global' }, settings };
}

function readSettings(
  raw: unknown,
  where: string,
  registry: InvariantRegistry,
): PolicySettings {
  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new InputError(`${[where, ...path].join('.')}: ${message}`);
  }
  const { invariants, conditions, overrides } = parsed.data;
  // Modes and limits are judged below, with better words than a schema has.
  const settings = {
    ...(invariants ? { invariants } : {}),
    ...(conditions
      ? {
          conditions: conditions.map(({ requiredOverride, ...condition }) => ({
            ...condition,
            ...(requiredOverride
              ? { required_override: requiredOverride }
              : {}),
          })),
        }
      : {}),
    ...(overrides
      ? {
          overrides: {
            ...(overrides.maxHours === undefined
              ? {}
              : { max_hours: overrides.maxHours }),
            ...(overrides.minReasonLength === undefined
              ? {}
              : { min_reason_length: overrides.minReasonLength }),
          },
        }
      : {}),
  } as PolicySettings;
  const [fault] = faultsOf(settings, registry);
  if (fault) {
    throw new InputError(`${where}.${fault.path} ${fault.message}`);
  }
  return settings;
}

function refuseTwice(policies: ConfiguredPolicy[]) {
  const ids = policies.flatMap(
    ({ settings }) => settings.conditions?.map(({ id }) => id) ?? [],
  );
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) {
    throw new InputError(
      `${KEY} has two conditions with the id ${twice}; give one of them another`,
    );
  }
}

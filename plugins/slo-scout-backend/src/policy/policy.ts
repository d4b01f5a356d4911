import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  EnforcementMode,
  InvariantId,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Invariant, invariants } from './invariants';

export interface InvariantSetting {
  mode: EnforcementMode;
  limit: number | boolean;
}

/** Mode and limit of every invariant in one environment. */
export type Policy = Record<InvariantId, InvariantSetting>;

/** Policies by environment; one not named has the settings of `default`, then the spec's. */
export function readPolicies(config: Config): (environment: string) => Policy {
  const environments = config.getOptionalConfig('sloScout.policy.environments');
  const named = new Map(
    (environments?.keys() ?? []).map(name => [
      name,
      readPolicy(environments!.getConfig(name), name),
    ]),
  );
  const fallback = named.get('default') ?? readPolicy(undefined, 'default');
  return environment => named.get(environment) ?? fallback;
}

function readPolicy(config: Config | undefined, environment: string): Policy {
  // Invariant ids hold dots, which Config.getConfig takes for a path.
  const given =
    config?.getOptional<Record<string, Partial<InvariantSetting>>>(
      'invariants',
    ) ?? {};
  const known = new Set<string>(invariants.map(i => i.id));
  for (const id of Object.keys(given)) {
    if (!known.has(id)) {
      throw new InputError(
        `sloScout.policy.environments.${environment} names the unknown invariant ${id}; known are ${[
          ...known,
        ].join(', ')}`,
      );
    }
  }
  return Object.fromEntries(
    invariants.map(invariant => [
      invariant.id,
      readSetting(invariant, given[invariant.id] ?? {}, environment),
    ]),
  ) as Policy;
}

function readSetting(
  invariant: Invariant,
  given: Partial<InvariantSetting>,
  environment: string,
): InvariantSetting {
  const setting = { ...invariant.defaults, ...given };
  const where = `sloScout.policy.environments.${environment}.invariants["${invariant.id}"]`;
  if (setting.mode !== 'block' && setting.mode !== 'warn') {
    throw new InputError(`${where}.mode must be block or warn`);
  }
  if (
    typeof setting.limit !== typeof invariant.defaults.limit ||
    (typeof setting.limit === 'number' && !(setting.limit >= 0))
  ) {
    throw new InputError(
      `${where}.limit must be a ${typeof invariant.defaults.limit}, 0 or more`,
    );
  }
  if (
    invariant.hard &&
    (setting.mode !== 'block' || setting.limit !== invariant.defaults.limit)
  ) {
    throw new InputError(
      `${where} is a hard requirement and cannot be softened`,
    );
  }
  return setting;
}

import {
  type InvariantSettings,
  type OverrideSettings,
  type PolicyCondition,
  type PolicySettings,
  REQUIRED_OVERRIDES,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { compileCondition } from '../conditions/compile';
import type { InvariantRegistry } from '../InvariantRegistry';
import { isInvariantId } from '../invariantId';
import type { Invariant } from '../invariants';

/** One thing that is wrong with a policy. */
export interface SettingsFault {
  /** For example `invariants["blast_radius.services"].limit`. */
  path: string;
  message: string;
}

const MAX_CONDITIONS = 50;
const MODES: unknown[] = ['block', 'warn'];

/** Everything that is wrong with a policy that somebody wrote. */
export function faultsOf(
  settings: PolicySettings,
  registry: InvariantRegistry,
): SettingsFault[] {
  const conditions = settings.conditions ?? [];
  return [
    ...Object.entries(settings.invariants ?? {}).flatMap(([id, given]) =>
      invariantFaults(id, given, registry),
    ),
    ...(conditions.length > MAX_CONDITIONS
      ? [
          {
            path: 'conditions',
            message: `are more than ${MAX_CONDITIONS}; join some of them`,
          },
        ]
      : conditions.flatMap((condition, index) =>
          conditionFaults(condition, index, conditions, registry),
        )),
    ...overrideFaults(settings.overrides ?? {}),
  ];
}

function invariantFaults(
  id: string,
  given: InvariantSettings,
  registry: InvariantRegistry,
): SettingsFault[] {
  const path = `invariants["${id}"]`;
  const invariant = registry.get(id);
  if (!invariant) {
    const known = registry.all().map(i => i.id);
    return [
      {
        path,
        message: `is an unknown invariant; known are ${known.join(', ')}`,
      },
    ];
  }
  return [
    ...(given.mode === undefined || MODES.includes(given.mode)
      ? []
      : [{ path: `${path}.mode`, message: 'must be block or warn' }]),
    ...limitFaults(`${path}.limit`, given.limit, invariant),
    ...(isSoftened(given, invariant)
      ? [{ path, message: 'is a hard requirement and cannot be softened' }]
      : []),
  ];
}

function limitFaults(
  path: string,
  limit: InvariantSettings['limit'],
  { defaults }: Invariant,
): SettingsFault[] {
  const sound =
    limit === undefined ||
    (typeof limit === typeof defaults.limit &&
      (typeof limit === 'boolean' || (limit >= 0 && Number.isFinite(limit))));
  return sound
    ? []
    : [{ path, message: `must be a ${typeof defaults.limit}, 0 or more` }];
}

function isSoftened(given: InvariantSettings, invariant: Invariant): boolean {
  const { mode = 'block', limit = invariant.defaults.limit } = given;
  return (
    invariant.hard === true &&
    (mode !== 'block' || limit !== invariant.defaults.limit)
  );
}

function conditionFaults(
  condition: PolicyCondition,
  index: number,
  all: PolicyCondition[],
  registry: InvariantRegistry,
): SettingsFault[] {
  const { id, expression, message, mode, required_override: role } = condition;
  const path = `conditions[${index}]`;
  const faults: SettingsFault[] = [];
  const expect = (sound: boolean, field: string, says: string) => {
    if (!sound) faults.push({ path: `${path}.${field}`, message: says });
  };
  expect(
    typeof id === 'string' && isInvariantId(id),
    'id',
    'must be words of a-z, 0-9 and _, joined by dots, 64 characters at most',
  );
  expect(!registry.get(id), 'id', `${id} is the id of an invariant`);
  expect(
    all.findIndex(other => other.id === id) === index,
    'id',
    `${id} stands twice`,
  );
  expect(
    typeof message === 'string' &&
      message.trim() !== '' &&
      message.length <= 500,
    'message',
    'must be a sentence for whoever is refused, 500 characters at most',
  );
  expect(MODES.includes(mode), 'mode', 'must be block or warn');
  expect(
    role === undefined || REQUIRED_OVERRIDES.includes(role),
    'required_override',
    `must be one of ${REQUIRED_OVERRIDES.join(', ')}, or left out`,
  );
  const fault = expressionFault(expression);
  expect(fault === undefined, 'expression', fault ?? '');
  return faults;
}

function expressionFault(expression: unknown): string | undefined {
  if (typeof expression !== 'string') return 'must be CEL';
  try {
    compileCondition(expression);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Bounds of bounds: an override is an exception, never a standing permission. */
const LONGEST_HOURS = 720;
const LONGEST_REASON = 500;

function overrideFaults(given: OverrideSettings): SettingsFault[] {
  const { max_hours: hours, min_reason_length: length } = given;
  const within = (value: number | undefined, from: number, to: number) =>
    value === undefined ||
    (Number.isInteger(value) && value >= from && value <= to);
  return [
    ...(within(hours, 1, LONGEST_HOURS)
      ? []
      : [
          {
            path: 'overrides.max_hours',
            message: `must be whole hours from 1 to ${LONGEST_HOURS}`,
          },
        ]),
    ...(within(length, 1, LONGEST_REASON)
      ? []
      : [
          {
            path: 'overrides.min_reason_length',
            message: `must be a whole number from 1 to ${LONGEST_REASON}`,
          },
        ]),
  ];
}

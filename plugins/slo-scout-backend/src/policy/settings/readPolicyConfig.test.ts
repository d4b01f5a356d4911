import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { InvariantRegistry } from '../InvariantRegistry';
import { readPolicyConfig } from './readPolicyConfig';

const registry = new InvariantRegistry();

const read = (policy: JsonObject) =>
  readPolicyConfig(
    mockServices.rootConfig({ data: { sloScout: { policy } } }),
    registry,
  );

const condition = {
  id: 'small',
  expression: 'size(files) < 9',
  message: 'Too many files.',
  mode: 'block',
};

describe('readPolicyConfig', () => {
  it('says nothing where nothing is configured', () => {
    expect(readPolicyConfig(mockServices.rootConfig(), registry)).toEqual([]);
  });

  it('reads policies of every kind of scope', () => {
    expect(
      read({
        separationOfDuties: true,
        global: {
          conditions: [
            { ...condition, requiredOverride: 'senior_sre_approval' },
          ],
          overrides: { maxHours: 8, minReasonLength: 40 },
        },
        environments: {
          default: { invariants: { dry_run_conclusive: { mode: 'block' } } },
          staging: { invariants: { 'blast_radius.services': { limit: 50 } } },
        },
        systems: { shop: {} },
        entities: { 'Component:payments-api': {} },
      }),
    ).toEqual([
      {
        scope: { kind: 'global' },
        settings: {
          invariants: { separation_of_duties: { limit: true } },
          conditions: [
            { ...condition, required_override: 'senior_sre_approval' },
          ],
          overrides: { max_hours: 8, min_reason_length: 40 },
        },
      },
      {
        scope: { kind: 'environment', name: 'default' },
        settings: { invariants: { dry_run_conclusive: { mode: 'block' } } },
      },
      {
        scope: { kind: 'environment', name: 'staging' },
        settings: { invariants: { 'blast_radius.services': { limit: 50 } } },
      },
      { scope: { kind: 'system', name: 'system:default/shop' }, settings: {} },
      {
        scope: { kind: 'entity', name: 'component:default/payments-api' },
        settings: {},
      },
    ]);
  });

  it.each([
    ['an unknown invariant', { 'blast_radius.moon': {} }, 'unknown invariant'],
    [
      'an unknown mode',
      { dry_run_conclusive: { mode: 'maybe' } },
      'sloScout.policy.environments.production.invariants["dry_run_conclusive"].mode must be block or warn',
    ],
    [
      'a limit of another type',
      { 'blast_radius.services': { limit: 'ten' } },
      'limit must be a number',
    ],
    [
      'a negative limit',
      { 'blast_radius.services': { limit: -1 } },
      'limit must be a number',
    ],
    [
      'a softened hard requirement',
      { approval_required: { mode: 'warn' } },
      'hard requirement',
    ],
    [
      'a hard requirement switched off',
      { audit_trail_required: { limit: false } },
      'hard requirement',
    ],
  ])('refuses %s', (_, invariants, reason) => {
    expect(() =>
      read({ environments: { production: { invariants } } as never }),
    ).toThrow(reason);
  });

  it.each([
    [
      'a broken expression, with its place',
      { conditions: [{ ...condition, expression: 'size(files' }] },
      /global\.conditions\[0\]\.expression 1:\d+: /,
    ],
    [
      'the id of an invariant',
      { conditions: [{ ...condition, id: 'approval_required' }] },
      'is the id of an invariant',
    ],
    [
      'an ill-formed id',
      { conditions: [{ ...condition, id: 'No Fridays' }] },
      'words of a-z',
    ],
    [
      'an id twice',
      { conditions: [condition, condition] },
      'small stands twice',
    ],
    [
      'a role that nobody has',
      { conditions: [{ ...condition, requiredOverride: 'ceo' }] },
      'global.conditions.0.requiredOverride',
    ],
    ['an unknown key', { invariant: {} }, 'invariant'],
    ['no object', 'strict', 'sloScout.policy.global'],
    [
      'a standing exception',
      { overrides: { maxHours: 9999 } },
      'overrides.max_hours must be whole hours from 1 to 720',
    ],
  ])('refuses %s', (_, global, reason) => {
    expect(() => read({ global: global as never })).toThrow(reason);
  });

  it('refuses one id of a condition in two scopes', () => {
    expect(() =>
      read({
        global: { conditions: [condition] },
        systems: { shop: { conditions: [condition] } },
      }),
    ).toThrow('two conditions with the id small');
  });
});

import { InputError } from '@backstage/errors';
import type {
  PolicyRevision,
  PolicyScope,
  PolicySettings,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { AuditLog } from '../audit/AuditLog';
import { hashOf } from '../hash';
import type { PolicyStore } from '../policy/PolicyStore';
import type { ConfiguredPolicy } from '../policy/settings/readPolicyConfig';
import { printScope } from '../policy/settings/scope';
import { loosenedBy } from '../policy/settings/stricter';

const ACTOR = 'plugin:slo-scout';

/**
 * Puts what configuration says beside what people stored: a change is a further
 * revision of its own line, never of theirs. Replicas that start together agree.
 */
export async function seedPolicies(parts: {
  db: Knex;
  store: PolicyStore;
  audit: AuditLog;
  configured: ConfiguredPolicy[];
}): Promise<void> {
  const { db, store, audit, configured } = parts;
  await db.transaction(async tx => {
    await store.lock(tx);
    const newest = await store.newest(tx);
    refuseTaken(configured, newest);
    const standing = newest.filter(({ source }) => source === 'config');
    for (const change of changesOf(configured, standing)) {
      const revision = await store.add(tx, {
        scope: change.scope,
        source: 'config',
        settings: change.settings,
        reason: 'The configuration at the start of the portal',
        changedBy: 'config',
        expectedRevision: change.before?.revision ?? 0,
      });
      await audit.append(tx, {
        action: 'policy_changed',
        actor: ACTOR,
        payload: {
          scope: { ...change.scope },
          source: 'config',
          revision: revision.revision,
          settings_hash: revision.settings_hash,
          loosened: loosenedBy(
            change.before?.settings ?? null,
            change.settings,
          ),
        },
      });
    }
  });
}

interface Change {
  scope: PolicyScope;
  settings: PolicySettings | null;
  before: PolicyRevision | undefined;
}

function changesOf(
  configured: ConfiguredPolicy[],
  standing: PolicyRevision[],
): Change[] {
  const wanted = configured.map(({ scope, settings }) => ({
    scope,
    settings,
    before: standing.find(revision => sameScope(revision.scope, scope)),
  }));
  const gone = standing
    .filter(
      ({ scope }) => !configured.some(policy => sameScope(policy.scope, scope)),
    )
    .map(before => ({ scope: before.scope, settings: null, before }));
  return [...wanted, ...gone].filter(
    ({ settings, before }) => before?.settings_hash !== hashOf(settings),
  );
}

/** Ids of conditions are unique: a decision names them. */
function refuseTaken(
  configured: ConfiguredPolicy[],
  newest: PolicyRevision[],
): void {
  const ids = new Set(
    configured.flatMap(({ settings }) =>
      (settings.conditions ?? []).map(({ id }) => id),
    ),
  );
  for (const { source, scope, settings } of newest) {
    const taken = settings?.conditions?.find(({ id }) => ids.has(id));
    if (source === 'portal' && taken) {
      throw new InputError(
        `sloScout.policy has a condition ${
          taken.id
        }, which people have written for ${printScope(
          scope,
        )}. Give it another id, or take theirs out first.`,
      );
    }
  }
}

function sameScope(a: PolicyScope, b: PolicyScope): boolean {
  return a.kind === b.kind && a.name === b.name;
}

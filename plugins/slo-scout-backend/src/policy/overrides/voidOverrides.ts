import type { Artifact } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { AuditTrail } from '../PolicyGuard';
import type { OverrideStore } from './OverrideStore';

/**
 * Changed content voids an override: whoever permitted it has not seen what there is
 * now. In the transaction that keeps the new files.
 */
export async function voidOverrides(
  tx: Knex.Transaction,
  parts: { overrides: OverrideStore; audit: Pick<AuditTrail, 'append'> },
  kept: { artifacts: Artifact[]; generationId: string; actor: string },
): Promise<void> {
  const [first] = kept.artifacts;
  if (!first) return;
  const ids = await parts.overrides.voidChanged(tx, first, kept.artifacts);
  for (const id of ids) {
    await parts.audit.append(tx, {
      action: 'override_voided',
      actor: kept.actor,
      entity_ref: first.entity_ref,
      payload: { override_id: id, generation_id: kept.generationId },
    });
  }
}

import type {
  AuditAction,
  Generation,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { AuditLog } from '../audit/AuditLog';
import type { GenerationStore } from './GenerationStore';

/** Ends a generation that brought no verdicts, with its audit entry; not one that has ended. */
export async function closeGeneration(
  parts: { db: Knex; generations: GenerationStore; audit: AuditLog },
  generation: Generation,
  actor: string,
  end: {
    status: 'cancelled' | 'failed';
    error: string;
    action: AuditAction;
  },
): Promise<void> {
  const { db, generations, audit } = parts;
  const { action, ...rest } = end;
  await db.transaction(async tx => {
    if (!(await generations.finish(generation.id, rest, tx))) return;
    await audit.append(tx, {
      action: end.status === 'cancelled' ? 'generation_cancelled' : action,
      actor,
      entity_ref: generation.entity_ref,
      payload: { generation_id: generation.id, message: end.error },
    });
  });
}

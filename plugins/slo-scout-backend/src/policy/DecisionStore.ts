import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  PolicyDecision,
  PolicyFacts,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { RecordFilter } from '../permissions/recordFilter';
import type { Bundle } from './Bundle';
import type { Judgement } from './PolicyGuard';

interface DecisionRow {
  id: string;
  entity_ref: string;
  phase: PolicyDecision['phase'];
  outcome: PolicyDecision['outcome'];
  bundle_hash: string;
  decision: string;
  facts: string | null;
  actor: string;
  decided_at: Date;
}

/** A decision as it was stored; facts are null where it is from an earlier version. */
export interface StoredDecision {
  entity_ref: string;
  decision: PolicyDecision;
  facts: PolicyFacts | null;
}

/** Decisions that are looked through for the newest ones of different bundles. */
const LOOKED_THROUGH = 1000;

/** Decisions of the guard, each with its inputs. */
export class DecisionStore {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  /**
   * The newest decision of each of the bundles decided last, newest first, among
   * those of entities that `permitted` leaves.
   */
  async lastBundles(
    count: number,
    permitted: RecordFilter,
  ): Promise<StoredDecision[]> {
    const query = this.#db<DecisionRow>('policy_decisions')
      .whereIn('phase', ['approve', 'deploy'])
      .orderBy('decided_at', 'desc')
      .limit(LOOKED_THROUGH)
      .select('id', 'bundle_hash');
    permitted(query, 'entity_ref');
    const recent = await query;
    const seen = new Set<string>();
    const ids = recent
      .filter(({ bundle_hash: hash }) => !seen.has(hash) && seen.add(hash))
      .slice(0, count)
      .map(({ id }) => id);
    const rows = await this.#db<DecisionRow>('policy_decisions')
      .whereIn('id', ids)
      .orderBy('decided_at', 'desc');
    return rows.map(row => ({
      entity_ref: row.entity_ref,
      decision: JSON.parse(row.decision),
      facts: row.facts === null ? null : JSON.parse(row.facts),
    }));
  }
}

/** Keeps a decision with its inputs, so that it can be judged again. */
export async function storeDecision(
  tx: Knex.Transaction,
  { decision, facts }: Judgement,
  context: { bundle: Bundle; actor: string },
): Promise<void> {
  await tx<DecisionRow>('policy_decisions').insert({
    id: decision.id,
    entity_ref: stringifyEntityRef(context.bundle.entity),
    phase: decision.phase,
    outcome: decision.outcome,
    bundle_hash: decision.bundle_hash,
    decision: JSON.stringify(decision),
    facts: JSON.stringify(facts),
    actor: context.actor,
    decided_at: new Date(decision.decided_at),
  });
}

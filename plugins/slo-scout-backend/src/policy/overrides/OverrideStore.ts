import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Override,
  OverrideDecision,
  OverrideStatus,
  PolicyPhase,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { RecordFilter } from '../../permissions/recordFilter';
import { hashOf } from '../../hash';
import {
  type DecisionRow,
  type OverrideRow,
  type OverrideSubject,
  toOverride,
} from './overrideRows';

/** A file that an override is for. */
export interface OverrideFile {
  path: string;
  content_hash: string;
}

export interface NewOverride extends OverrideSubject {
  id: string;
  artifact_ids: string[];
  files: OverrideFile[];
  invariants: Override['invariants'];
  reason: string;
  ticket: string | null;
  requested_by: string;
  valid_hours: number;
  /** When the request lapses. */
  expires_at: Date;
}

const LIST_LIMIT = 200;

/** Overrides, each for one content. Writes take the caller's transaction. */
export class OverrideStore {
  readonly #db: Knex;
  readonly #now: () => Date;

  constructor(options: { db: Knex; now?: () => Date }) {
    this.#db = options.db;
    this.#now = options.now ?? (() => new Date());
  }

  /** Newest first. */
  async list(
    request: { entity_ref?: string; status?: OverrideStatus },
    permitted?: RecordFilter,
  ): Promise<Override[]> {
    const query = this.#db<OverrideRow>('policy_overrides')
      .orderBy('requested_at', 'desc')
      .limit(LIST_LIMIT);
    if (request.entity_ref) query.where({ entity_ref: request.entity_ref });
    permitted?.(query, 'entity_ref');
    const all = await this.#load(this.#db, await query);
    return all.filter(
      ({ status }) => !request.status || status === request.status,
    );
  }

  async get(id: string, db: Knex = this.#db): Promise<Override> {
    const rows = await db<OverrideRow>('policy_overrides').where({ id });
    const [found] = await this.#load(db, rows);
    if (!found) throw new NotFoundError(`Override ${id} does not exist`);
    return found;
  }

  /** The override as it is, and as it stays until `tx` ends. */
  async lock(tx: Knex.Transaction, id: string): Promise<Override> {
    await tx<OverrideRow>('policy_overrides').where({ id }).forUpdate();
    return this.get(id, tx);
  }

  /** Adds a request; false where the bundle has one that is open. */
  async insert(tx: Knex.Transaction, override: NewOverride): Promise<boolean> {
    const { artifact_ids, files, invariants, ...rest } = override;
    await tx<OverrideRow>('policy_overrides')
      .insert({
        ...rest,
        open_key: openKeyOf(override),
        artifact_ids: JSON.stringify(artifact_ids),
        files: JSON.stringify(files),
        invariants: JSON.stringify(invariants),
        status: 'requested',
        requested_at: this.#now(),
      })
      .onConflict('open_key')
      .ignore();
    const mine = await tx('policy_overrides')
      .where({ id: rest.id })
      .first('id');
    return mine !== undefined;
  }

  async addDecision(
    tx: Knex.Transaction,
    id: string,
    decision: Omit<OverrideDecision, 'decided_at'>,
  ): Promise<void> {
    await tx<DecisionRow>('policy_override_decisions').insert({
      ...decision,
      override_id: id,
      decided_at: this.#now(),
    });
  }

  /** All who must have approved it: it may be used until then. */
  async approve(
    tx: Knex.Transaction,
    id: string,
    expiresAt: Date,
  ): Promise<void> {
    await tx<OverrideRow>('policy_overrides')
      .where({ id })
      .update({ status: 'approved', expires_at: expiresAt });
  }

  /** Ends an override: nobody uses it any more, and the bundle may have another. */
  async end(
    tx: Knex.Transaction,
    id: string,
    status: Exclude<OverrideStatus, 'requested' | 'approved'>,
  ): Promise<void> {
    await tx<OverrideRow>('policy_overrides')
      .where({ id })
      .update({ status, open_key: null });
  }

  /** Open overrides whose time is over. */
  async overdue(): Promise<Override[]> {
    return this.#load(
      this.#db,
      await this.#db<OverrideRow>('policy_overrides')
        .whereNotNull('open_key')
        .where('expires_at', '<=', this.#now()),
    );
  }

  /** Ends one that is overdue; undefined where it has ended already. */
  async expire(
    tx: Knex.Transaction,
    id: string,
  ): Promise<Override | undefined> {
    const changed = await tx<OverrideRow>('policy_overrides')
      .where({ id })
      .whereNotNull('open_key')
      .where('expires_at', '<=', this.#now())
      .update({ status: 'expired', open_key: null });
    return changed === 1 ? this.get(id, tx) : undefined;
  }

  /** Ends the open overrides of files that have other content now. */
  async voidChanged(
    tx: Knex.Transaction,
    scope: Omit<OverrideSubject, 'bundle_hash'>,
    files: OverrideFile[],
  ): Promise<string[]> {
    const { entity_ref, environment, target } = scope;
    const rows = await tx<OverrideRow>('policy_overrides')
      .where({ entity_ref, environment, target })
      .whereNotNull('open_key')
      .orderBy('id')
      .forUpdate();
    const changed = rows.filter(row =>
      (JSON.parse(row.files) as OverrideFile[]).some(former =>
        files.some(
          ({ path, content_hash: hash }) =>
            path === former.path && hash !== former.content_hash,
        ),
      ),
    );
    for (const { id } of changed) await this.end(tx, id, 'void');
    return changed.map(({ id }) => id);
  }

  /** The override that may let this content pass now. */
  async usable(
    subject: OverrideSubject,
    phase: Exclude<PolicyPhase, 'merge'>,
  ): Promise<Override | undefined> {
    const rows = await this.#db<OverrideRow>('policy_overrides').where({
      open_key: openKeyOf(subject),
    });
    const [found] = await this.#load(this.#db, rows);
    return found && isUsable(found, phase) ? found : undefined;
  }

  /** The override that a deployment was opened with. */
  async ofDeployment(deploymentId: string): Promise<Override | undefined> {
    const rows = await this.#db<OverrideRow>('policy_overrides').where({
      deployment_id: deploymentId,
    });
    return (await this.#load(this.#db, rows)).at(0);
  }

  /**
   * Takes the one use that an override has for a phase. Throws `ConflictError`
   * where somebody else took it, or its time ended meanwhile.
   */
  async use(
    tx: Knex.Transaction,
    id: string,
    by:
      | { phase: 'approve'; decisionId: string }
      | { phase: 'deploy'; decisionId: string; deploymentId: string },
  ): Promise<void> {
    const override = await this.lock(tx, id);
    if (!isUsable(override, by.phase)) {
      throw new ConflictError(
        `Override ${id} was used, ended or expired just now. Ask for another.`,
      );
    }
    await tx<OverrideRow>('policy_overrides')
      .where({ id })
      .update(
        by.phase === 'approve'
          ? { approval_decision_id: by.decisionId }
          : {
              deploy_decision_id: by.decisionId,
              deployment_id: by.deploymentId,
              status: 'used',
              open_key: null,
            },
      );
  }

  async #load(db: Knex, rows: OverrideRow[]): Promise<Override[]> {
    const decisions = await db<DecisionRow>('policy_override_decisions')
      .whereIn(
        'override_id',
        rows.map(row => row.id),
      )
      .orderBy(['decided_at', 'required_override']);
    const now = this.#now();
    return rows.map(row =>
      toOverride(
        row,
        decisions.filter(decision => decision.override_id === row.id),
        now,
      ),
    );
  }
}

function isUsable(
  override: Override,
  phase: Exclude<PolicyPhase, 'merge'>,
): boolean {
  return (
    override.status === 'approved' &&
    override.deploy_decision_id === null &&
    (phase === 'deploy' || override.approval_decision_id === null)
  );
}

/** One content has one override at a time. */
function openKeyOf(subject: OverrideSubject): string {
  const { entity_ref, environment, target, bundle_hash } = subject;
  return hashOf({ entity_ref, environment, target, bundle_hash });
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  type CreateSlosResult,
  type Slo,
  type SloSource,
  sloScoutReadPermission,
  sloScoutSloApprovePermission,
  sloScoutSloWritePermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access } from '../access';
import type { AuditLog } from '../audit/AuditLog';
import {
  type EntityDirectory,
  normaliseRef,
  toServiceContext,
} from '../catalog/EntityDirectory';
import type { Broadcast } from '../broadcast';
import { readSlos, writeOpenSlo } from './documents';
import type { SloDraft, SloStore } from './SloStore';

/** Documents in, SLOs approved and retired. */
export class SloService {
  readonly #db: Knex;
  readonly #store: SloStore;
  readonly #audit: AuditLog;
  readonly #access: Access;
  readonly #entities: EntityDirectory;
  readonly #broadcast: Broadcast;

  constructor(options: {
    db: Knex;
    store: SloStore;
    audit: AuditLog;
    access: Access;
    entities: EntityDirectory;
    broadcast: Broadcast;
  }) {
    this.#db = options.db;
    this.#store = options.store;
    this.#audit = options.audit;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#broadcast = options.broadcast;
  }

  async list(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Slo[]> {
    return this.#store.list(
      normaliseRef(entityRef),
      await this.#access.filter(credentials, sloScoutReadPermission),
    );
  }

  /**
   * The SLO as a document of OpenSLO v1: the revision in force, or the draft
   * where none was ever approved.
   */
  async openSlo(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const [slo] = await this.#store.getMany([id]);
    await this.#access.require(
      credentials,
      sloScoutReadPermission,
      slo.entity_ref,
    );
    const entity = await this.#entities.find(slo.entity_ref, credentials);
    return writeOpenSlo(
      slo,
      entity
        ? toServiceContext(entity).name
        : parseEntityRef(slo.entity_ref).name,
    );
  }

  /** Reads documents into drafts: all of them, or none. */
  async create(
    request: { entityRef: string; document: string },
    credentials: BackstageCredentials,
  ): Promise<CreateSlosResult> {
    const person = await this.#access.person(credentials);
    const entity = await this.#entities.get(request.entityRef, credentials);
    await this.#access.requireChange(
      person,
      entity,
      sloScoutSloWritePermission,
    );
    const { slos: drafts, warnings } = readSlos(
      request.document,
      toServiceContext(entity).name,
    );
    return {
      slos: await this.putDrafts({
        entityRef: stringifyEntityRef(entity),
        drafts: drafts.map(({ document, ...spec }) => ({ spec, document })),
        source: { kind: 'api' },
        actor: person.ref,
      }),
      warnings,
    };
  }

  /** Stores drafts that were read already, in one transaction with their audit entries. */
  async putDrafts(request: {
    entityRef: string;
    drafts: SloDraft[];
    source: SloSource;
    actor: string;
    /** What else belongs into the same transaction. */
    alongside?: (tx: Knex.Transaction) => Promise<void>;
  }): Promise<Slo[]> {
    const { entityRef, drafts, source, actor } = request;
    const slos = await this.#db.transaction(async tx => {
      const ids: string[] = [];
      for (const draft of drafts) {
        const outcome = await this.#store.putDraft(tx, {
          entityRef,
          draft,
          source,
          actor,
        });
        ids.push(outcome.id);
        if (outcome.change !== 'unchanged') {
          await this.#audit.append(tx, {
            action:
              outcome.change === 'created' ? 'slo_created' : 'slo_revised',
            actor,
            entity_ref: entityRef,
            payload: { slo_id: outcome.id, name: draft.spec.name, source },
          });
        }
      }
      await request.alongside?.(tx);
      return this.#store.getMany(ids, tx);
    });
    this.#broadcast({ subject: 'slos', entity_ref: entityRef });
    return slos;
  }

  async decide(
    request: { id: string; action: 'approve' | 'retire'; revision?: number },
    credentials: BackstageCredentials,
  ): Promise<Slo> {
    const { id, action, revision } = request;
    const person = await this.#access.person(credentials);
    const [before] = await this.#store.getMany([id]);
    await this.#access.requireApprover(
      person,
      sloScoutSloApprovePermission,
      before.entity_ref,
    );
    const slo = await this.#db.transaction(async tx => {
      if (action === 'approve') {
        await this.#store.approve(tx, id, person.ref, revision);
      } else {
        await this.#store.retire(tx, id, person.ref);
      }
      const [after] = await this.#store.getMany([id], tx);
      await this.#audit.append(tx, {
        action: action === 'approve' ? 'slo_approved' : 'slo_retired',
        actor: person.ref,
        entity_ref: before.entity_ref,
        payload: {
          slo_id: id,
          name: after.name,
          revision: after.revision,
          content_hash: after.content_hash,
        },
      });
      return after;
    });
    this.#broadcast({ subject: 'slos', entity_ref: slo.entity_ref });
    return slo;
  }
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Override,
  type OverrideRequest,
  type OverrideStatus,
  sloScoutReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import type { Access } from '../access';
import type { AuditLog } from '../audit/AuditLog';
import type { Broadcast } from '../broadcast';
import { normaliseRef } from '../catalog/EntityDirectory';
import type { OverrideStore } from '../policy/overrides/OverrideStore';
import type { OverrideAnnouncer } from './OverrideAnnouncer';
import type { OverrideDecider, OverrideVerdict } from './OverrideDecider';
import type { OverrideRequester } from './OverrideRequester';

const ACTOR = 'plugin:slo-scout';

interface Dependencies {
  db: Knex;
  overrides: OverrideStore;
  access: Access;
  audit: AuditLog;
  broadcast: Broadcast;
  requester: OverrideRequester;
  decider: OverrideDecider;
  announcer: OverrideAnnouncer;
}

/** Asking for overrides, deciding on them, and their end. */
export class OverrideService {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async list(
    request: { entity_ref?: string; status?: OverrideStatus },
    credentials: BackstageCredentials,
  ): Promise<Override[]> {
    const { entity_ref: ref, ...rest } = request;
    return this.#deps.overrides.list(
      { ...rest, ...(ref ? { entity_ref: normaliseRef(ref) } : {}) },
      await this.#deps.access.filter(credentials, sloScoutReadPermission),
    );
  }

  async request(
    wish: OverrideRequest,
    credentials: BackstageCredentials,
  ): Promise<Override> {
    // One whose time is over must not stand in the way of another.
    await this.expireOverdue();
    const override = await this.#deps.requester.request(wish, credentials);
    this.#tell(override);
    this.#deps.announcer.requested(override);
    return override;
  }

  async decide(
    verdict: OverrideVerdict,
    credentials: BackstageCredentials,
  ): Promise<Override> {
    const override = await this.#deps.decider.decide(verdict, credentials);
    this.#tell(override);
    this.#deps.announcer.decided(override);
    return override;
  }

  /** Notes the end of those whose time is over; they could not be used any more anyway. */
  async expireOverdue(): Promise<void> {
    const { db, overrides, audit, announcer } = this.#deps;
    for (const { id } of await overrides.overdue()) {
      const expired = await db.transaction(async tx => {
        const override = await overrides.expire(tx, id);
        // Another replica was first, or it was ended otherwise.
        if (!override) return undefined;
        await audit.append(tx, {
          action: 'override_expired',
          actor: ACTOR,
          entity_ref: override.entity_ref,
          payload: { override_id: id, bundle_hash: override.bundle_hash },
        });
        return override;
      });
      if (expired) {
        this.#tell(expired);
        announcer.decided(expired);
      }
    }
  }

  #tell({ entity_ref, id }: Override) {
    this.#deps.broadcast({ subject: 'override', entity_ref, id });
  }
}

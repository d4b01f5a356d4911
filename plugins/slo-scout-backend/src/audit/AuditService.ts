import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type AuditEntry,
  type AuditVerification,
  type ListAuditRequest,
  sloScoutAuditReadPermission,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access } from '../access';
import { normaliseRef } from '../catalog/EntityDirectory';
import type { AuditLog } from './AuditLog';
import { timeRange } from './timeRange';

/** Reading the log, for those who may. */
export class AuditService {
  readonly #log: AuditLog;
  readonly #access: Access;

  constructor(options: { log: AuditLog; access: Access }) {
    this.#log = options.log;
    this.#access = options.access;
  }

  async list(
    request: ListAuditRequest,
    credentials: BackstageCredentials,
  ): Promise<AuditEntry[]> {
    const { entity_ref: ref, ...rest } = request;
    return this.#log.list(
      {
        ...rest,
        ...timeRange(request),
        ...(ref ? { entity_ref: normaliseRef(ref) } : {}),
      },
      await this.#access.filter(credentials, sloScoutAuditReadPermission),
    );
  }

  /** Of a chain only the whole can be verified: to see a part of it is not enough. */
  async verify(credentials: BackstageCredentials): Promise<AuditVerification> {
    await this.#access.require(credentials, sloScoutAuditReadPermission);
    return this.#log.verify();
  }

  async export(
    credentials: BackstageCredentials,
  ): Promise<AsyncIterable<AuditEntry>> {
    await this.#access.require(credentials, sloScoutAuditReadPermission);
    return this.#log.entries();
  }
}

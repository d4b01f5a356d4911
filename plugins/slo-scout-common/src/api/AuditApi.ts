import type { AuditEntry, AuditVerification } from '../types';
import type { RequestOptions } from './RequestOptions';

/** @public */
export interface ListAuditRequest {
  entity_ref?: string;
  action?: string;
  /** Entity ref of who acted, as the entries have it. */
  actor?: string;
  /** Entries of this instant or later; RFC 3339. */
  from?: string;
  /** Entries before this instant; RFC 3339. */
  to?: string;
  /** Entries before this sequence number. */
  before?: number;
  /** 1 to 500; 100 by default. */
  limit?: number;
}

/** Who did what. @public */
export interface AuditApi {
  listAudit(
    request: ListAuditRequest,
    options?: RequestOptions,
  ): Promise<{ entries: AuditEntry[] }>;
  verifyAudit(options?: RequestOptions): Promise<AuditVerification>;
  /** The whole log as NDJSON. */
  exportAudit(options?: RequestOptions): Promise<string>;
}

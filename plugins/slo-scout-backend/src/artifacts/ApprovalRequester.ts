import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { sloScoutGeneratePermission } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Access, Person } from '../access';
import type { AuditLog } from '../audit/AuditLog';
import type { PortalPages } from '../catalog/PortalPages';
import type { Notify } from '../notify';
import { type Bundle, bundleHash } from '../policy/Bundle';
import type { ApprovalService } from './ApprovalService';
import type { BundleLoader } from './BundleLoader';

/** Hold or not by who approves, so they say nothing of whoever asks. */
const ABOUT_THE_APPROVER = ['approval_required', 'separation_of_duties'];

interface Dependencies {
  access: Access;
  approvals: ApprovalService;
  audit: AuditLog;
  bundles: BundleLoader;
  notify: Notify;
  pages: PortalPages;
}

/** Who was asked, and for what. */
export interface ApprovalRequest {
  /** Groups. */
  asked: string[];
  /** Paths that wait for an approval. */
  waiting: string[];
  /** Address inside the portal. */
  link: string;
}

/** Asks those who may approve. Decides nothing. */
export class ApprovalRequester {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Throws `ConflictError` where nobody could approve, or nothing waits. */
  async ask(
    wish: { artifactIds: string[]; message?: string },
    credentials: BackstageCredentials,
  ): Promise<ApprovalRequest> {
    const { access, bundles, audit, pages } = this.#deps;
    const person = await access.person(credentials);
    const bundle = await bundles.load(wish.artifactIds, credentials);
    await access.requireChange(
      person,
      bundle.entity,
      sloScoutGeneratePermission,
    );
    const waiting = bundle.artifacts
      .filter(artifact => artifact.approval_status === 'pending')
      .map(({ path }) => path);
    await this.#requireApprovable(wish.artifactIds, waiting, credentials);
    const asked = access.approvers();
    if (asked.length === 0) {
      throw new ConflictError(
        'No group may approve (sloScout.roles.approver). Ask the owners of this portal to name one.',
      );
    }
    const hash = bundleHash(bundle.target, bundle.artifacts);
    const entityRef = stringifyEntityRef(bundle.entity);
    const message = wish.message?.trim();
    await audit.record({
      action: 'approval_requested',
      actor: person.ref,
      entity_ref: entityRef,
      payload: {
        artifact_ids: bundle.artifacts.map(({ id }) => id),
        bundle_hash: hash,
        asked,
        ...(message ? { message } : {}),
      },
    });
    this.#tell({ person, bundle, hash, asked, waiting, message });
    return { asked, waiting, link: pages.tab(entityRef) };
  }

  /** Nobody is to be woken for what policy would refuse them. */
  async #requireApprovable(
    ids: string[],
    waiting: string[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { violations } = await this.#deps.approvals.evaluate(
      ids,
      credentials,
    );
    if (waiting.length === 0) {
      throw new ConflictError(
        'All of these files are approved already. There is nothing to ask for.',
      );
    }
    const lasting = violations.filter(
      ({ invariant }) => !ABOUT_THE_APPROVER.includes(invariant),
    );
    if (lasting.length > 0) {
      throw new ConflictError(
        `Whoever approved would be refused: ${lasting
          .map(({ message }) => message)
          .join(' ')} Change the SLOs, or ask for an override first.`,
      );
    }
  }

  #tell(request: {
    person: Person;
    bundle: Bundle;
    hash: string;
    asked: string[];
    waiting: string[];
    message?: string;
  }) {
    const { person, bundle, hash, asked, waiting, message } = request;
    const entityRef = stringifyEntityRef(bundle.entity);
    const files = waiting.length === 1 ? '1 file' : `${waiting.length} files`;
    this.#deps.notify({
      recipients: asked,
      exclude: [person.ref],
      title: `Approval asked for: ${entityRef}`,
      description: `${person.ref} asks you to look at ${files} for ${
        bundle.environment
      }.${message ? ` ${message}` : ''}`,
      entity_ref: entityRef,
      severity: 'normal',
      scope: `slo-scout:approval:${hash}`,
    });
  }
}

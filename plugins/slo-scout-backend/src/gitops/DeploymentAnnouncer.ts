import type {
  Deployment,
  DeploymentStatus,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Broadcast } from '../broadcast';
import type { Notify } from '../notify';

/** Jobs and webhooks act under this name; nobody reads its notifications. */
export const PLUGIN_ACTOR = 'plugin:slo-scout';

/** States that people are told of, and whether somebody has to do something. */
const SAYS: Partial<
  Record<DeploymentStatus, { title: string; needsHands?: boolean }>
> = {
  pending_pr: { title: 'Pull request open' },
  conflict: { title: 'Pull request in conflict', needsHands: true },
  closed: { title: 'Pull request closed' },
  deployed: { title: 'SLO monitoring merged' },
  live: { title: 'SLO monitoring live' },
  drifted: { title: 'SLO monitoring drifted', needsHands: true },
  reverted: { title: 'SLO monitoring taken back', needsHands: true },
};

/** What a removal says instead. */
const REMOVAL_SAYS: typeof SAYS = {
  deployed: { title: 'Removal of SLO monitoring merged' },
  live: { title: 'SLO monitoring removed' },
  drifted: { title: 'Removed SLO monitoring is back', needsHands: true },
  reverted: { title: 'Removal of SLO monitoring taken back', needsHands: true },
};

/**
 * Tells people and browsers of a change of state. Called by whoever has moved the
 * deployment in the database, after the transaction: of several replicas that find
 * the same, one.
 */
export class DeploymentAnnouncer {
  readonly #notify: Notify;
  readonly #broadcast: Broadcast;

  constructor(options: { notify: Notify; broadcast: Broadcast }) {
    this.#notify = options.notify;
    this.#broadcast = options.broadcast;
  }

  /**
   * @param moved - the deployment as it was before
   * @param approvers - who approved its files: they are told where hands are needed
   */
  changed(
    moved: Deployment,
    status: DeploymentStatus,
    about: {
      approvers?: string[];
      actor?: string;
      detail?: string | null;
    } = {},
  ): void {
    this.refresh(moved);
    const says =
      (moved.kind === 'removal' && REMOVAL_SAYS[status]) || SAYS[status];
    if (!says) return;
    const { approvers = [], actor, detail } = about;
    const place = moved.pr_number === null ? moved.repo : `#${moved.pr_number}`;
    const recipients = new Set([
      moved.created_by,
      ...(says.needsHands ? approvers : []),
    ]);
    // Who did it knows, and jobs read nothing.
    for (const ref of [PLUGIN_ACTOR, actor]) if (ref) recipients.delete(ref);
    this.#notify({
      recipients: [...recipients],
      title: `${says.title}: ${moved.entity_ref}`,
      description: [
        `${place}, ${moved.environment}.`,
        ...(detail ? [detail] : []),
      ].join(' '),
      entity_ref: moved.entity_ref,
      severity: says.needsHands ? 'high' : 'normal',
      // What it became takes the place of what it was.
      scope: `slo-scout:deployment:${moved.deployment_id}`,
    });
  }

  /** For browsers alone: something else about it has changed. */
  refresh({ entity_ref, deployment_id: id }: Deployment): void {
    this.#broadcast({ subject: 'deployment', entity_ref, id });
  }
}

import type { Override } from '@slo-scout/backstage-plugin-slo-scout-common';
import { type Access, ROLE_OF_OVERRIDE } from '../access';
import type { Notify } from '../notify';

const SAYS: Partial<Record<Override['status'], string>> = {
  approved: 'was approved',
  declined: 'was declined',
  withdrawn: 'was withdrawn',
  expired: 'has expired',
};

/** Tells those who can decide, and then those who wait. */
export class OverrideAnnouncer {
  readonly #access: Access;
  readonly #notify: Notify;

  constructor(options: { access: Access; notify: Notify }) {
    this.#access = options.access;
    this.#notify = options.notify;
  }

  requested(override: Override) {
    this.#notify({
      recipients: this.#deciders(override),
      exclude: [override.requested_by],
      title: `Override asked for: ${override.entity_ref}`,
      description: `${
        override.requested_by
      } asks to let pass ${override.invariants
        .map(({ message }) => message)
        .join(' ')} Reason: ${override.reason}`,
      entity_ref: override.entity_ref,
      severity: 'high',
      scope: scopeOf(override, 'deciders'),
    });
  }

  /** After a decision, or the end of an override. */
  decided(override: Override) {
    const says = SAYS[override.status];
    const common = {
      title: `The override for ${override.entity_ref} ${
        says ?? 'waits for a further decision'
      }`,
      description: this.#detail(override),
      entity_ref: override.entity_ref,
      severity: 'normal',
    } as const;
    this.#notify({
      ...common,
      recipients: [override.requested_by],
      scope: scopeOf(override, 'requester'),
    });
    // What they were asked for is no longer theirs to decide.
    if (override.status === 'withdrawn' || override.status === 'expired') {
      this.#notify({
        ...common,
        recipients: this.#deciders(override),
        exclude: [override.requested_by],
        scope: scopeOf(override, 'deciders'),
      });
    }
  }

  #detail(override: Override): string {
    const last = override.decisions.at(-1);
    const by = last
      ? `${last.decided_by}: ${last.reason ?? 'no reason given'}.`
      : '';
    return override.status === 'approved'
      ? `${by} It is for one approval and its deploy, until ${override.expires_at}.`
      : by || override.reason;
  }

  #deciders(override: Override): string[] {
    const open = override.required.filter(
      required =>
        !override.decisions.some(d => d.required_override === required),
    );
    return [
      ...new Set(
        open.flatMap(required =>
          this.#access.groupsOf(ROLE_OF_OVERRIDE[required]),
        ),
      ),
    ];
  }
}

/** One note for each audience: a further step takes the place of the former. */
function scopeOf({ id }: Override, audience: 'deciders' | 'requester') {
  return `slo-scout:override:${id}:${audience}`;
}

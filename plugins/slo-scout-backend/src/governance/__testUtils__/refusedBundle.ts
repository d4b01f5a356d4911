import type {
  Artifact,
  Override,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  approvedSlo,
  generatedFiles,
  idsOf,
  RULES,
} from '../../__testUtils__/approvedFiles';
import { exampleDocument } from '../../__testUtils__/examples';
import type { TestPortal, TestUser } from '../../__testUtils__/testPortal';

export const REASON = 'There is no Prometheus in this environment yet.';

/** Roles with a group each. */
export const ROLES = {
  approver: ['group:default/sre'],
  seniorSre: ['group:default/senior-sre'],
  vpEngineering: ['group:default/leadership'],
  budgetOwner: ['group:default/finance'],
  policyEditor: ['group:default/governance'],
};

/**
 * Without Prometheus the traffic is unknown and the dry run inconclusive: two
 * roles have to let that pass. Services are only warned of.
 */
export const STRICT = {
  environments: {
    production: {
      invariants: {
        'blast_radius.services': { mode: 'warn' },
        dry_run_conclusive: { mode: 'block' },
      },
    },
  },
};

export const REFUSED = ['blast_radius.traffic_percent', 'dry_run_conclusive'];

/** What people do with a bundle that policy refuses. */
export class RefusedBundle {
  private constructor(
    readonly portal: TestPortal,
    readonly artifacts: Artifact[],
  ) {}

  static async generate(
    portal: TestPortal,
    target = 0.999,
    types: string[] = RULES,
  ): Promise<RefusedBundle> {
    const slo = await approvedSlo(portal, exampleDocument({ target }));
    return new RefusedBundle(
      portal,
      await generatedFiles(portal, [slo], types),
    );
  }

  get ids(): string[] {
    return idsOf(this.artifacts);
  }

  request(change: object = {}, user: TestUser = 'author') {
    return this.portal.as(user).post('/v1/policy/overrides', {
      artifact_ids: this.ids,
      invariants: REFUSED,
      reason: REASON,
      ...change,
    });
  }

  decide(id: string, user: TestUser, action = 'approve', reason?: string) {
    return this.portal
      .as(user)
      .patch(`/v1/policy/overrides/${id}`, { action, reason });
  }

  /** An override that all who must have approved. */
  async overridden(): Promise<Override> {
    const { override } = (await this.request()).body as { override: Override };
    await this.decide(override.id, 'senior');
    const { body } = await this.decide(override.id, 'vp');
    return body.override;
  }

  approve(user: TestUser = 'sre') {
    return this.portal
      .as(user)
      .post('/v1/artifacts/approve', { artifact_ids: this.ids });
  }

  deploy() {
    return this.portal
      .as('author')
      .post('/v1/pr', { artifact_ids: this.ids, environment: 'production' });
  }
}

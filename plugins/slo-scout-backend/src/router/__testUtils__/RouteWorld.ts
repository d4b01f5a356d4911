import type { ArtifactType } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { GitHost } from 'testbed';
import { exampleDocument } from '../../__testUtils__/examples';
import { RELAXED } from '../../__testUtils__/relaxedPolicy';
import { PAYMENTS, TestPortal } from '../../__testUtils__/testPortal';
import { PendingBundles } from '../../audit/__testUtils__/PendingBundles';
import { ROLES } from '../../governance/__testUtils__/refusedBundle';

const TYPES: ArtifactType[] = [
  'recording_rule',
  'alert_rule',
  'grafana_dashboard',
  'runbook',
];

const condition = (
  id: string,
  expression: string,
  requiredOverride: string,
) => ({
  ...{ id, expression, requiredOverride },
  mode: 'block',
  message: 'Blocked by the test.',
});

/** Each role is asked for by bundles of one kind; rules with alerts pass. */
const POLICY = {
  ...RELAXED,
  global: {
    conditions: [
      condition('two_files', 'size(files) > 1', 'senior_sre_approval'),
      condition(
        'no_runbook',
        '!files.exists(f, f.type == "runbook")',
        'vp_engineering_approval',
      ),
      condition(
        'no_dashboard',
        '!files.exists(f, f.type == "grafana_dashboard")',
        'budget_owner_approval',
      ),
    ],
  },
};

const REFUSED: Record<string, { types: ArtifactType[]; invariant: string }> = {
  senior: { types: ['recording_rule'], invariant: 'two_files' },
  vp: { types: ['recording_rule', 'runbook'], invariant: 'no_runbook' },
  budget: {
    types: ['recording_rule', 'grafana_dashboard'],
    invariant: 'no_dashboard',
  },
};

/** A portal with one of everything, and fresh ones of what a call changes. */
export class RouteWorld {
  #named = 0;

  private constructor(
    readonly portal: TestPortal,
    readonly bundles: PendingBundles,
    readonly generationId: string,
    readonly deploymentId: string,
  ) {}

  static async start(gitHost: GitHost): Promise<RouteWorld> {
    const portal = await TestPortal.start({
      gitHost,
      config: { roles: ROLES, policy: POLICY },
    });
    const bundles = await PendingBundles.prepare(portal, { types: TYPES });
    const ids = await bundles.next();
    await portal.as('sre').post('/v1/artifacts/approve', { artifact_ids: ids });
    const { status, body } = await portal
      .as('author')
      .post('/v1/pr', { artifact_ids: ids, environment: 'production' });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return new RouteWorld(
      portal,
      bundles,
      bundles.files[0].generation_id,
      body.deployment_id,
    );
  }

  /** A document that nobody has written yet. */
  document(): string {
    return exampleDocument({ name: `slo_${++this.#named}` });
  }

  async draft(): Promise<string> {
    const { body } = await this.portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: this.document(),
    });
    return body.slos[0].id;
  }

  async sloInForce(): Promise<string> {
    const id = await this.draft();
    await this.portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    return id;
  }

  async approved(): Promise<string[]> {
    const ids = await this.bundles.next();
    await this.portal
      .as('sre')
      .post('/v1/artifacts/approve', { artifact_ids: ids });
    return ids;
  }

  /** What somebody would ask of those who hold the role. */
  async wish(role: 'senior' | 'vp' | 'budget') {
    const { types, invariant } = REFUSED[role];
    return {
      artifact_ids: await this.bundles.next(types),
      invariants: [invariant],
      reason: 'The table of all routes needs an override.',
    };
  }

  async override(role: 'senior' | 'vp' | 'budget'): Promise<string> {
    const { status, body } = await this.portal
      .as('author')
      .post('/v1/policy/overrides', await this.wish(role));
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.override.id;
  }
}

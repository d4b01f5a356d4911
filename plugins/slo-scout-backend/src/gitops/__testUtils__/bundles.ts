import type {
  Artifact,
  AuditEntry,
  Deployment,
  DeployResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleDocument } from '../../__testUtils__/examples';
import { PAYMENTS, type TestPortal } from '../../__testUtils__/testPortal';

/** Without Prometheus the blast radius is unknown, which would block. */
export const UNMEASURED = {
  'blast_radius.services': { mode: 'warn' },
  'blast_radius.traffic_percent': { mode: 'warn' },
};

/** Bundles of one portal, each with a revision of its own, and what became of them. */
export class Bundles {
  #objective = 0.5;

  /** The portal may be another one after a restart. */
  constructor(private readonly current: () => TestPortal) {}

  /** Generated and approved; the ids of its artifacts. */
  async approved(environment = 'production'): Promise<string[]> {
    this.#objective += 0.005;
    const portal = this.current();
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'success', target: this.#objective }),
    });
    const [{ id }] = body.slos;
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    const generated = await portal.as('author').post('/v1/artifacts/generate', {
      slo_ids: [id],
      artifact_types: ['recording_rule', 'alert_rule'],
      environment,
    });
    const ids = (generated.body.artifacts as Artifact[]).map(a => a.id);
    await portal.as('sre').post('/v1/artifacts/approve', { artifact_ids: ids });
    return ids;
  }

  deploy(ids: string[], environment = 'production') {
    return this.current()
      .as('author')
      .post('/v1/pr', {
        ...{ artifact_ids: ids, environment },
      });
  }

  /** With a pull request that is open. */
  async opened(environment = 'production') {
    const ids = await this.approved(environment);
    const { status, body } = await this.deploy(ids, environment);
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body as DeployResult & {
      deployment_id: string;
      pr_number: number;
      branch_name: string;
    };
  }

  async deployment(id: string): Promise<Deployment> {
    const { body } = await this.current()
      .as('author')
      .get(`/v1/deployments/${id}`);
    return body.deployment;
  }

  async status(id: string): Promise<Deployment['status']> {
    return (await this.deployment(id)).status;
  }

  /** Moves of the deployment in the audit log, the first one first. */
  async moves(id: string): Promise<string[]> {
    const { body } = await this.current().as('sre').get('/v1/audit?limit=500');
    return (body.entries as AuditEntry[])
      .filter(({ payload }) => payload.deployment_id === id)
      .map(({ action }) => action)
      .filter(action => action.startsWith('deployment_'))
      .reverse();
  }
}

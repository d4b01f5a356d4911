import type {
  AuditEntry,
  Deployment,
  DeployResult,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import {
  approvedFiles,
  approvedSlo,
  idsOf,
  RULES,
} from '../../__testUtils__/approvedFiles';
import { exampleDocument } from '../../__testUtils__/examples';
import type { TestPortal } from '../../__testUtils__/testPortal';

/** Bundles of one portal, each with a revision of its own, and what became of them. */
export class Bundles {
  #objective = 0.5;

  /** The portal may be another one after a restart. */
  constructor(private readonly current: () => TestPortal) {}

  /** Generated and approved; the ids of its artifacts. */
  async approved(environment = 'production'): Promise<string[]> {
    this.#objective += 0.005;
    const portal = this.current();
    const slo = await approvedSlo(
      portal,
      exampleDocument({ target: this.#objective }),
    );
    return idsOf(await approvedFiles(portal, [slo], RULES, environment));
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

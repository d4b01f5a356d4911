import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import type { JsonObject } from '@backstage/types';
import type { AuditEntry } from '@slo-scout/backstage-plugin-slo-scout-common';
import { approvedSlo } from '../../__testUtils__/approvedFiles';
import { exampleDocument } from '../../__testUtils__/examples';
import {
  type Caller,
  PAYMENTS,
  TestPortal,
  type TestUser,
} from '../../__testUtils__/testPortal';
import { RELAXED } from '../../__testUtils__/relaxedPolicy';
import { ROLES } from '../../governance/__testUtils__/refusedBundle';

/** Two files at once need somebody who lets them pass. */
const POLICY = {
  ...RELAXED,
  global: {
    conditions: [
      {
        ...{ id: 'two_files', expression: 'size(files) < 2', mode: 'block' },
        requiredOverride: 'senior_sre_approval',
        message: 'One file at a time.',
      },
    ],
  },
};

/** A portal with Backstage's actions registry, and an SLO in force. */
export class ActionWorld {
  private constructor(
    readonly portal: TestPortal,
    /** Of the SLO in force. */
    readonly sloId: string,
  ) {}

  static async start(config: JsonObject = {}): Promise<ActionWorld> {
    const portal = await TestPortal.start({
      features: [actionsRegistryServiceFactory],
      config: { roles: ROLES, policy: POLICY, ...config },
    });
    return new ActionWorld(portal, await approvedSlo(portal));
  }

  /** Id of a new SLO that nobody has approved. */
  async draft(name: string): Promise<string> {
    const { body } = await this.portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name }),
    });
    return body.slos[0].id;
  }

  invoke(who: Caller, name: string, input: object) {
    return who.post(
      `/.backstage/actions/v1/actions/slo-scout:${name}/invoke`,
      input,
    );
  }

  /** What the action answers; fails where it refuses. */
  async output(user: TestUser, name: string, input: object) {
    const { body } = await this.invoke(this.portal.as(user), name, input);
    if (body.error) throw new Error(JSON.stringify(body.error));
    return body.output;
  }

  /** Status and sentence. */
  async refusal(who: Caller, name: string, input: object) {
    const { status, body } = await this.invoke(who, name, input);
    return [status, body.error?.message];
  }

  /** What has come into the log meanwhile, as `action actor`. */
  async audited(work: () => Promise<unknown>): Promise<string[]> {
    const before = (await this.#entries()).length;
    await work();
    const after = await this.#entries();
    return after
      .slice(0, after.length - before)
      .map(({ action, actor }) => `${action} ${actor}`);
  }

  /** Ids of stored files of the SLO in force. */
  async generate(types: string[]): Promise<string[]> {
    const { files } = await this.output('author', 'generate', {
      slo_ids: [this.sloId],
      artifact_types: types,
    });
    return files.map(({ id }: { id: string }) => id);
  }

  async #entries(): Promise<AuditEntry[]> {
    const { body } = await this.portal.as('author').get('/v1/audit?limit=500');
    return body.entries;
  }
}

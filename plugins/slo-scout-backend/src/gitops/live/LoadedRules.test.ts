import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  ArtifactType,
  DeploymentChecks,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { PAYMENTS, TestPortal } from '../../__testUtils__/testPortal';
import { EntityDirectory } from '../../catalog/EntityDirectory';

jest.setTimeout(60_000);

const LEDGER = 'component:default/ledger';
const GONE = 'component:default/gone';

/** Of many deployments, and a Prometheus that has loaded nothing. */
describe('what a round of watching asks', () => {
  let portal: TestPortal;
  let asked: string[];
  const prometheus = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    response.end('{"status":"success","data":{"groups":[]}}');
  });

  /** Live since long ago. */
  const deployed = async (id: string, ref: string, type: ArtifactType) => {
    const { db } = portal;
    const scope = {
      ...{ id, entity_ref: ref, environment: 'production' },
      ...{ target: 'production', created_at: new Date(), created_by: 'sre' },
    };
    await db('generations').insert({
      ...{ ...scope, status: 'succeeded', slo_ids: '[]', artifact_types: '[]' },
      ...{ steps: '[]', notes: '[]' },
    });
    await db('deployments').insert({
      ...{ ...scope, status: 'deployed', standing: 'live' },
      ...{ repo: 'acme/config', base_branch: 'main', branch_name: id },
      ...{ bundle_hash: id, deployed_at: new Date(), plan: '{"files":[]}' },
    });
    await db('artifacts').insert({
      ...{ ...scope, type, path: `${id}.yaml`, slo_refs: '[]' },
      ...{ content: `groups: [{ name: ${id}, rules: [] }]\n` },
      ...{ content_hash: id, approval_status: 'approved' },
      ...{ deployment_status: 'deployed', deployment_id: id },
    });
    await db('verdicts').insert({
      ...{ id, generation_id: id, artifact_id: id, status: 'passed' },
      ...{ errors: '[]', position: 1 },
    });
    await db('deployment_artifacts').insert({
      ...{ deployment_id: id, artifact_id: id },
    });
  };
  const seen = async (id: string) => {
    const row = await portal.db('deployments').where({ id }).first();
    const checks: DeploymentChecks = JSON.parse(row.checks);
    return { standing: row.standing, ...checks.prometheus };
  };

  beforeAll(async () => {
    asked = [];
    await new Promise<void>(done => prometheus.listen(0, '127.0.0.1', done));
    const { port } = prometheus.address() as AddressInfo;
    portal = await TestPortal.start({
      // Nobody is there.
      gitHost: {
        ...{ host: 'localhost:1', token: 'none' },
        apiUrl: { github: 'http://localhost:1', gitlab: 'http://localhost:1' },
      },
      config: {
        prometheus: [{ name: 'all', url: `http://127.0.0.1:${port}` }],
      },
    });
    await deployed('a', PAYMENTS, 'alert_rule');
    await deployed('b', PAYMENTS, 'recording_rule');
    await deployed('c', LEDGER, 'alert_rule');
    await deployed('d', GONE, 'alert_rule');
  });
  afterAll(async () => {
    await portal?.stop();
    prometheus.close();
  });

  it('is Prometheus once, and the catalog once', async () => {
    const one = jest.spyOn(EntityDirectory.prototype, 'find');
    const many = jest.spyOn(EntityDirectory.prototype, 'findMany');
    await portal.runJob('watch-deployed');
    expect(asked).toEqual(['/api/v1/rules']);
    expect(one).not.toHaveBeenCalled();
    expect(many).toHaveBeenCalledTimes(1);
    for (const id of ['a', 'b', 'c']) {
      expect(await seen(id)).toMatchObject({
        ...{ standing: 'drifted', state: 'different' },
        details: [`group ${id} is not loaded`],
      });
    }
    await portal.runJob('watch-deployed');
    expect(asked).toHaveLength(2);
  });

  it('is nobody of a service that has left the catalog', async () => {
    expect(await seen('d')).toMatchObject({
      ...{ standing: 'live', state: 'unknown' },
      details: [expect.stringContaining('not in the catalog')],
      details_coded: [{ code: 'standing.no_entity', values: {} }],
    });
  });
});

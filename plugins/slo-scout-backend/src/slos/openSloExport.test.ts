import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SloScoutClient } from '@slo-scout/backstage-plugin-slo-scout-common';
import { permissionJudge } from '../__testUtils__/permissionJudge';
import { exampleDocument } from '../__testUtils__/examples';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';
import { Access, readRoles } from '../access';
import { AuditLog } from '../audit/AuditLog';
import { EntityDirectory } from '../catalog/EntityDirectory';
import { SloService } from './SloService';
import { SloStore } from './SloStore';

jest.setTimeout(60_000);

describe('GET /v1/slos/{id}/openslo', () => {
  let portal: TestPortal;
  let id: string;

  beforeAll(async () => {
    portal = await TestPortal.start({});
    const { body } = await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: `version: prometheus/v1
service: shop
slos:
  - name: success
    objective: 99.5
    sli:
      events:
        error_query: sum(rate(bad_total[{{.window}}]))
        total_query: sum(rate(all_total[{{.window}}]))
`,
    });
    id = body.slos[0].id;
  });

  afterAll(() => portal?.stop());

  /** The service itself, with a catalog in which there is nothing. */
  function serviceOver(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
    const { db } = portal;
    return new SloService({
      db,
      store: new SloStore({ db }),
      audit: new AuditLog({ db }),
      access: new Access({
        auth: mockServices.auth(),
        userInfo: mockServices.userInfo(),
        judge: permissionJudge({
          permissions: mockServices.permissions({ result }),
        }),
        roles: readRoles(new ConfigReader({})),
      }),
      entities: new EntityDirectory({ catalog: catalogServiceMock() }),
      broadcast: () => {},
    });
  }

  const read = (who: 'author' | 'stranger' = 'author') =>
    portal.as(who).get(`/v1/slos/${id}/openslo`);

  it('gives the draft where none was ever approved, for the service it is of', async () => {
    const answer = await read('stranger');
    expect(answer.status).toBe(200);
    expect(answer.type).toBe('application/yaml');
    expect(answer.text).toContain('apiVersion: openslo/v1\n');
    expect(answer.text).toContain('  service: payments-api\n');
    expect(answer.text).toContain('target: 0.995');
    expect(answer.text).toContain('sum(rate(bad_total[{{.window}}]))');
  });

  it('makes nothing new when it is read again', async () => {
    const { text } = await read();
    const { status, body } = await portal
      .as('author')
      .post('/v1/slos', { entity_ref: PAYMENTS, document: text });
    expect(status).toBe(201);
    expect(body.warnings).toEqual([]);
    expect(body.slos).toEqual([expect.objectContaining({ id, revision: 1 })]);
  });

  it('gives the revision in force while a draft waits', async () => {
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    await portal.as('author').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name: 'success', target: 0.9 }),
    });
    expect((await read()).text).toContain('target: 0.995');
    await portal.as('sre').patch(`/v1/slos/${id}`, { action: 'approve' });
    expect((await read()).text).toContain('target: 0.9\n');
  });

  it('is what the client gives', async () => {
    const { text } = await read();
    const { port } = portal.backend.server;
    const client = new SloScoutClient({
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port()}/api/slo-scout`,
      },
      fetchApi: { fetch },
    });
    const token = mockCredentials.user.token('user:default/author');
    expect(await client.getOpenSlo({ id }, { token })).toBe(text);
  });

  it('refuses what is not there, and who may not read', async () => {
    const unknown = await portal.as('author').get('/v1/slos/unknown/openslo');
    expect(unknown.status).toBe(404);
    const nobody = await portal.asNobody().get(`/v1/slos/${id}/openslo`);
    expect(nobody.status).toBe(401);

    const service = serviceOver(AuthorizeResult.DENY);
    await expect(service.openSlo(id, mockCredentials.user())).rejects.toThrow(
      'You lack the permission slo-scout.read',
    );
  });

  it('names the service by its entity ref once the entity is gone', async () => {
    const service = serviceOver(AuthorizeResult.ALLOW);
    const text = await service.openSlo(id, mockCredentials.user());
    expect(text).toContain('  service: payments-api\n');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import { type GitHost, startGitHost } from 'testbed';
import { permissionJudge } from '../../__testUtils__/permissionJudge';
import { TestServers } from '../../__testUtils__/databases';
import { exampleDocument } from '../../__testUtils__/examples';
import { Access, readRoles } from '../../access';
import { AuditLog } from '../../audit/AuditLog';
import { EntityDirectory } from '../../catalog/EntityDirectory';
import { migrate } from '../../database/openDatabase';
import { SloService } from '../SloService';
import { SloStore } from '../SloStore';
import { AnnotatedDocuments } from './AnnotatedDocuments';

jest.setTimeout(60_000);

const REPO = 'acme/platform';
const ENTITY = 'component:default/payments-api';
const FILE = 'slos/payments-api.yaml';

const slo = (name: string, target: number) =>
  `---${exampleDocument({ name, target })}`;

describe('AnnotatedDocuments', () => {
  const servers = new TestServers();
  let folder: string;
  let gitHost: GitHost;
  let db: Knex;
  let audit: AuditLog;
  let store: SloStore;
  let documents: AnnotatedDocuments;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-documents-'));
    gitHost = await startGitHost({
      dataDir: folder,
      repositories: { [REPO]: { [FILE]: slo('success', 0.999) } },
    });
    db = await servers.open('SQLite');
    await migrate(db);
    audit = new AuditLog({ db });
    store = new SloStore({ db });
    documents = createDocuments();
  });

  afterAll(async () => {
    await servers.stop();
    await gitHost?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const annotated = (): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments-api',
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': `url:${gitHost.url}/${REPO}/blob/main/catalog-info.yaml`,
        'slo-scout.io/documents': `./${FILE}`,
      },
    },
  });

  const plain = (): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'ledger', namespace: 'default' },
  });

  function createDocuments() {
    const config = mockServices.rootConfig({
      data: {
        integrations: {
          github: [
            {
              host: gitHost.host,
              apiBaseUrl: gitHost.apiUrl.github,
              token: gitHost.token,
            },
          ],
        },
      },
    });
    const logger = mockServices.logger.mock();
    const entities = new EntityDirectory({
      catalog: catalogServiceMock({ entities: [annotated(), plain()] }),
    });
    const auth = mockServices.auth();
    return new AnnotatedDocuments({
      db,
      auth,
      logger,
      urlReader: UrlReaders.default({ config, logger }),
      integrations: ScmIntegrations.fromConfig(config),
      entities,
      audit,
      slos: new SloService({
        db,
        store,
        audit,
        entities,
        access: new Access({
          auth,
          userInfo: mockServices.userInfo(),
          judge: permissionJudge({
            permissions: mockServices.permissions(),
          }),
          roles: readRoles(config),
        }),
        broadcast: () => {},
      }),
    });
  }

  const commit = (text: string | null) =>
    gitHost.commit(REPO, 'main', { [FILE]: text }, 'change the SLOs');
  const actions = async () => (await audit.list({})).map(entry => entry.action);

  it('reads a file next to the entity into drafts', async () => {
    await documents.readAll();
    expect(await store.list(ENTITY)).toEqual([
      expect.objectContaining({
        name: 'success',
        status: 'draft',
        source: {
          kind: 'catalog',
          location: expect.stringContaining(`${REPO}/tree/main/${FILE}`),
        },
        created_by: 'plugin:slo-scout',
      }),
    ]);
    expect(await actions()).toEqual(['slo_created']);
  });

  it('does nothing while the file stays the same', async () => {
    await documents.readAll();
    expect(await actions()).toEqual(['slo_created']);
  });

  it('makes a draft revision of a changed file; the approved one stays in force', async () => {
    const [{ id }] = await store.list(ENTITY);
    await db.transaction(tx => store.approve(tx, id, 'user:default/sre'));
    await commit(slo('success', 0.99));
    await documents.readAll();
    expect(await store.list(ENTITY)).toEqual([
      expect.objectContaining({
        revision: 1,
        objective: 0.999,
        draft: expect.objectContaining({ revision: 2, objective: 0.99 }),
      }),
    ]);
    expect((await actions())[0]).toBe('slo_revised');
  });

  it('stores nothing of a file with a fault, and audits it once', async () => {
    const before = await store.list(ENTITY);
    await commit(`${slo('another', 0.9)}${slo('success', 1.5)}`);
    await documents.readAll();
    await documents.readAll();
    expect(await store.list(ENTITY)).toEqual(before);
    const refused = (await audit.list({})).filter(
      entry => entry.action === 'slo_source_refused',
    );
    expect(refused).toHaveLength(1);
    expect(refused[0].payload).toMatchObject({
      url: expect.stringContaining(FILE),
      details: [
        {
          path: 'document[1].spec.objectives[0].target',
          message: expect.any(String),
        },
      ],
    });
  });

  it('reads what Sloth and Pyrra have written, and audits what is left out', async () => {
    await commit(`version: prometheus/v1
service: payments-api
slos:
  - name: success
    objective: 99.5
    sli:
      events:
        error_query: sum(rate(bad_total[{{.window}}]))
        total_query: sum(rate(all_total[{{.window}}]))
    alerting: { name: Bad }
---
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: up }
spec: { target: '99', window: 4w, indicator: { bool_gauge: { metric: up } } }
`);
    await documents.readAll();
    await documents.readAll();
    expect(await store.list(ENTITY)).toEqual([
      expect.objectContaining({
        name: 'success',
        draft: expect.objectContaining({ objective: 0.995 }),
      }),
      expect.objectContaining({ name: 'up', window: '28d' }),
    ]);
    const read = (await audit.list({})).filter(
      entry => entry.action === 'slo_source_read',
    );
    expect(read.map(entry => entry.payload)).toEqual([
      {
        url: expect.stringContaining(FILE),
        warnings: [
          expect.stringContaining('default of 30d is taken'),
          expect.stringContaining('alerting: Not used: name.'),
        ],
      },
    ]);
  });

  it('changes nothing while the file cannot be read', async () => {
    const before = await store.list(ENTITY);
    await commit(null);
    await documents.readAll();
    expect(await store.list(ENTITY)).toEqual(before);
  });
});

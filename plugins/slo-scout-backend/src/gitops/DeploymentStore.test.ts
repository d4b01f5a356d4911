import type { DeploymentChecks } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { ENTITY_REF } from '../__testUtils__/examples';
import { migrate } from '../database/openDatabase';
import { DeploymentStore } from './DeploymentStore';
import { WatchedDeployments, type Watched } from './live/WatchedDeployments';

jest.setTimeout(120_000);

describe.each(ENGINES)('DeploymentStore on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let store: DeploymentStore;

  beforeAll(async () => {
    db = await servers.open(engine);
    await migrate(db);
    store = new DeploymentStore({ db });
  });

  afterAll(() => servers.stop());

  const insert = (id: string, key: string) =>
    db.transaction(tx =>
      store.insert(
        tx,
        {
          id,
          entity_ref: ENTITY_REF,
          environment: 'production',
          target: 'production',
          bundle_hash: key,
          plan: {
            repo: 'acme/config',
            base: 'main',
            branch: `slo-scout/${id}`,
            title: 'feat: rules',
            body: 'body',
            commitMessage: 'feat: rules',
            commitDate: '2026-11-23T00:00:00.000Z',
            author: { name: 'author', email: 'author@example.org' },
            files: [{ path: 'runbooks/a.yaml', content: 'a: 1\n' }],
            labels: [],
          },
          artifact_ids: [],
          created_by: 'user:default/author',
        },
        key,
      ),
    );

  it('has one deployment of a bundle at a time', async () => {
    expect(await insert('a', 'bundle-1')).toBe(true);
    expect(await insert('b', 'bundle-1')).toBe(false);
    expect((await store.active('bundle-1'))?.deployment_id).toBe('a');
    expect((await store.plan('a')).files).toHaveLength(1);

    await store.move(db, 'a', ['opening'], { status: 'closed', ended: true });
    expect(await store.active('bundle-1')).toBeUndefined();
    expect(await insert('c', 'bundle-1')).toBe(true);
  });

  it('moves only from the states that are named', async () => {
    await insert('d', 'bundle-2');
    const toPending = () =>
      store.move(db, 'd', ['opening'], {
        status: 'pending_pr',
        pr_number: 7,
        pr_url: 'http://localhost/7',
        retry_at: null,
      });
    expect(await toPending()).toBe(true);
    expect(await toPending()).toBe(false);
    expect((await store.byPullRequest('acme/config', 7))[0]).toMatchObject({
      deployment_id: 'd',
      status: 'pending_pr',
    });
    expect(await store.byPullRequest('acme/other', 7)).toEqual([]);
    expect((await store.open()).map(d => d.deployment_id)).toEqual(
      expect.arrayContaining(['c', 'd']),
    );
  });

  it('shows a wait with the time it ends', async () => {
    await insert('e', 'bundle-3');
    const retryAt = new Date('2026-11-23T12:00:00.000Z');
    await store.move(db, 'e', ['opening'], { retry_at: retryAt, error: '429' });
    expect(await store.get('e')).toMatchObject({
      retry_at: retryAt.toISOString(),
      error: '429',
    });
  });

  it('names an id that does not exist', async () => {
    await expect(store.get('nothing')).rejects.toThrow('does not exist');
    await expect(store.plan('nothing')).rejects.toThrow('does not exist');
  });

  describe('what was found of a deployment', () => {
    let watched: WatchedDeployments;
    beforeAll(() => {
      watched = new WatchedDeployments({ db, deployments: store });
    });
    const DRIFTED: DeploymentChecks = {
      repository: { state: 'different', details: ['a was changed'] },
      prometheus: null,
      grafana: null,
    };
    const deployed = async (id: string, files: string[]) => {
      await insert(id, id);
      await store.move(db, id, ['opening'], { status: 'deployed' });
      for (const file of files) {
        await db('artifacts').insert({
          ...{ id: file, type: 'runbook', entity_ref: ENTITY_REF },
          ...{ environment: 'production', target: 'production' },
          ...{ path: `runbooks/${file}.yaml`, content: 'a: 1\n' },
          ...{ content_hash: file, slo_refs: '[]' },
          ...{ approval_status: 'approved', deployment_status: 'deployed' },
          ...{ deployment_id: id, created_at: new Date(), created_by: 'sre' },
        });
        await db('deployment_artifacts').insert({
          ...{ deployment_id: id, artifact_id: file },
        });
      }
      return (await watched.all()).find(
        ({ deployment_id: each }) => each === id,
      )!;
    };
    const drift = (snapshot: Watched, brought: string[]) =>
      db.transaction(tx =>
        watched.keep(tx, snapshot, {
          ...{ brought, standing: 'drifted', checks: DRIFTED },
        }),
      );
    const rowOf = (id: string) =>
      db('deployments').where({ id }).first('standing', 'active_key');

    it('is kept, once', async () => {
      const snapshot = await deployed('f', ['f1', 'f2']);
      expect(await drift(snapshot, ['f2', 'f1'])).toBe(true);
      expect(await rowOf('f')).toEqual({
        ...{ standing: 'drifted', active_key: null },
      });
      expect(await drift(snapshot, ['f1', 'f2'])).toBe(false);
    });

    it('is dropped where it is over meanwhile', async () => {
      const snapshot = await deployed('g', ['g1']);
      await store.move(db, 'g', ['deployed'], { status: 'superseded' });
      expect(await drift(snapshot, ['g1'])).toBe(false);
      expect(await rowOf('g')).toEqual({ standing: null, active_key: 'g' });
    });

    it('is dropped where another has taken over one of its files', async () => {
      const snapshot = await deployed('h', ['h1', 'h2']);
      await db('artifacts')
        .where({ id: 'h2' })
        .update({ deployment_status: 'superseded' });
      expect(await drift(snapshot, ['h1', 'h2'])).toBe(false);
      expect(await rowOf('h')).toEqual({ standing: null, active_key: 'h' });
    });
  });
});

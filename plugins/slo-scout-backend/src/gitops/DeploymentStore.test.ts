import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { ENTITY_REF } from '../__testUtils__/examples';
import { migrate } from '../database/openDatabase';
import { DeploymentStore } from './DeploymentStore';

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
});

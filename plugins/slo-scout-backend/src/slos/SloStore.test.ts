import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { ENTITY_REF, exampleDraft } from '../__testUtils__/examples';
import { migrate } from '../database/openDatabase';
import { SloStore } from './SloStore';

jest.setTimeout(120_000);

describe.each(ENGINES)('SloStore on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let store: SloStore;

  beforeAll(async () => {
    db = await servers.open(engine);
    await migrate(db);
    store = new SloStore({ db });
  });

  afterAll(() => servers.stop());

  const put = (objective: number, name = 'payment_success_rate') =>
    db.transaction(tx =>
      store.putDraft(tx, {
        entityRef: ENTITY_REF,
        draft: exampleDraft({ objective, name }),
        source: { kind: 'api' },
        actor: 'user:default/author',
      }),
    );
  const approve = (id: string) =>
    db.transaction(tx => store.approve(tx, id, 'user:default/sre'));
  const only = async (id: string) => (await store.getMany([id]))[0];

  it('keeps the approved revision in force until the draft is approved', async () => {
    const { id, change } = await put(0.999);
    expect(change).toBe('created');
    expect(await only(id)).toMatchObject({ revision: 1, status: 'draft' });

    await approve(id);
    expect(await put(0.995)).toEqual({ id, change: 'revised' });
    expect(await only(id)).toMatchObject({
      revision: 1,
      status: 'approved',
      objective: 0.999,
      decided_by: 'user:default/sre',
      draft: { revision: 2, status: 'draft', objective: 0.995 },
    });

    await approve(id);
    const after = await only(id);
    expect(after).toMatchObject({ revision: 2, objective: 0.995 });
    expect(after.draft).toBeUndefined();
  });

  it('makes no revision of equal content', async () => {
    const { id } = await put(0.99, 'equal');
    expect(await put(0.99, 'equal')).toEqual({ id, change: 'unchanged' });
    expect(await only(id)).toMatchObject({ revision: 1 });
  });

  it('replaces a waiting draft by a newer one', async () => {
    const { id } = await put(0.9, 'replaced');
    await put(0.91, 'replaced');
    expect(await only(id)).toMatchObject({ revision: 2, objective: 0.91 });
  });

  it('takes a retired SLO up again as a draft', async () => {
    const { id } = await put(0.9, 'retired');
    await db.transaction(tx => store.retire(tx, id, 'user:default/sre'));
    expect(await only(id)).toMatchObject({ status: 'retired' });
    await expect(
      db.transaction(tx => store.retire(tx, id, 'user:default/sre')),
    ).rejects.toThrow('is retired already');

    expect(await put(0.9, 'retired')).toEqual({ id, change: 'revised' });
    expect(await only(id)).toMatchObject({ status: 'draft', revision: 2 });
  });

  it('refuses to approve what has no draft', async () => {
    const { id } = await put(0.9, 'approved twice');
    await approve(id);
    await expect(approve(id)).rejects.toThrow('no draft that waits');
  });

  it('names an id that does not exist', async () => {
    await expect(store.getMany(['nobody'])).rejects.toThrow(
      'SLO nobody does not exist',
    );
    await expect(approve('nobody')).rejects.toThrow('does not exist');
  });

  it('lists by name and holds nothing of a transaction that failed', async () => {
    const before = await store.list(ENTITY_REF);
    await expect(
      db.transaction(async tx => {
        await store.putDraft(tx, {
          entityRef: ENTITY_REF,
          draft: exampleDraft({ name: 'half' }),
          source: { kind: 'api' },
          actor: 'user:default/author',
        });
        throw new Error('cut off');
      }),
    ).rejects.toThrow('cut off');
    const names = (await store.list(ENTITY_REF)).map(slo => slo.name);
    expect(names).toEqual(before.map(slo => slo.name));
    expect(names).toEqual([...names].sort());
  });
});

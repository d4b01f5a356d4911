import type { Knex } from 'knex';
import { ENGINES, TestServers } from '../__testUtils__/databases';
import { AuditLog } from '../audit/AuditLog';
import { migrate, rollback } from '../database/openDatabase';
import { MeasurementStore } from './MeasurementStore';
import type { MeasuredStretch } from './measurement';

jest.setTimeout(120_000);

const DAY = 86_400;
const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const INDICATOR = {
  slo_id: '00000000-0000-4000-8000-000000000001',
  environment: 'production',
  query_hash: 'of the SLI',
};

/** Cells of 3 bad events in 1,000, for each part one after the other. */
const stretch = (
  from: number,
  cells: number,
  parts: Array<Record<string, string>> = [{}],
): MeasuredStretch => ({
  indicator: INDICATOR,
  revision: 1,
  unit: 'events',
  until: from + cells * 300,
  cells: parts.flatMap(labels =>
    Array.from({ length: cells }, (_, index) => ({
      labels,
      at: from + index * 300,
      bad: 3,
      total: 1000,
    })),
  ),
});

describe.each(ENGINES)('measurements on %s', engine => {
  const servers = new TestServers();
  let db: Knex;
  let store: MeasurementStore;

  beforeAll(async () => {
    db = await servers.open(engine);
  });
  beforeEach(async () => {
    await rollback(db);
    await migrate(db);
    store = new MeasurementStore({ db });
  });
  afterAll(() => servers.stop());

  const count = async (table: string) =>
    Number((await db(table).count({ n: '*' }))[0].n);
  const idsOf = async () =>
    (await store.series([INDICATOR.slo_id], 'production')).map(({ id }) => id);

  it('are stored once, however often they are handed in', async () => {
    expect((await store.progress())(INDICATOR)).toBeUndefined();
    await store.add(stretch(NOON, 12));
    await store.add({
      ...stretch(NOON, 13),
      cells: stretch(NOON, 13).cells.map(cell => ({ ...cell, bad: 999 })),
    });
    expect(await count('slo_measurements')).toBe(13);
    expect((await store.progress())(INDICATOR)).toBe(NOON + 13 * 300);
    const [sums] = await store.sums(await idsOf(), NOON - DAY, NOON + 3600);
    expect(sums).toMatchObject({
      first: NOON,
      last: NOON + 3600,
      bad: 12 * 3 + 999,
      total: 13_000,
      bad_hour: 999,
      total_hour: 1000,
    });
  });

  it('are summed since an instant, over whole days too', async () => {
    const end = NOON + 1800;
    const cells = (end - (NOON - 4 * DAY)) / 300;
    await store.add(
      stretch(NOON - 4 * DAY, cells, [{ region: 'a' }, { region: 'b' }]),
    );
    const sums = async (since: number) =>
      (await store.sums(await idsOf(), since, end - 3600)).map(
        ({ series_id: _, ...rest }) => rest,
      );
    const of = (first: number) => ({
      ...{ first, last: end - 300 },
      ...{
        bad: (3 * (end - first)) / 300,
        total: (1000 * (end - first)) / 300,
      },
      ...{ bad_hour: 36, total_hour: 12_000 },
    });
    const midnight = NOON - DAY / 2;
    for (const since of [
      NOON - 2 * DAY - 600,
      midnight - 2 * DAY,
      midnight - 300,
      midnight + 300,
    ]) {
      expect(await sums(since)).toEqual([of(since), of(since)]);
    }
    // Longer than there is anything.
    const first = NOON - 4 * DAY;
    expect(await sums(first - 9 * DAY)).toEqual([of(first), of(first)]);
    expect(await sums(end)).toEqual([]);

    // What is forgotten is missing from the sums, though not from the days.
    await store.forgetBefore(NOON - DAY);
    const left = of(midnight - DAY);
    expect(await sums(NOON - 3 * DAY)).toEqual([left, left]);
  });

  it('are kept apart by the labels of a part, in days of UTC', async () => {
    const midnight = NOON + DAY / 2;
    await store.add(
      stretch(midnight - 600, 3, [{ region: 'a' }, { region: 'b' }]),
    );
    const series = await store.series([INDICATOR.slo_id], 'production');
    expect(series.map(({ labels }) => labels)).toEqual([
      { region: 'a' },
      { region: 'b' },
    ]);
    const of = (id: number) => [
      { series_id: id, day: '2026-03-01', bad: 6, total: 2000, cells: 2 },
      { series_id: id, day: '2026-03-02', bad: 3, total: 1000, cells: 1 },
    ];
    expect(await store.days(await idsOf(), 0)).toEqual(
      series.flatMap(({ id }) => of(id)),
    );
    expect(await store.series([INDICATOR.slo_id], 'staging')).toEqual([]);
  });

  it('remember that a stretch without data was measured', async () => {
    await store.add({ ...stretch(NOON, 12), cells: [] });
    expect(await count('slo_measurements')).toBe(0);
    expect((await store.progress())(INDICATOR)).toBe(NOON + 3600);
    expect(await idsOf()).toEqual([]);
  });

  it('stand with their daily sums and their end, or not at all', async () => {
    const broken = stretch(NOON, 2);
    broken.cells[1] = { ...broken.cells[1], bad: null as unknown as number };
    // Not toThrow: a driver's error may be of another realm than this test's.
    await expect(store.add(broken)).rejects.toMatchObject({
      message: expect.stringMatching(/null.*bad/is),
    });
    expect(await count('slo_measurements')).toBe(0);
    expect(await count('measured_series')).toBe(0);
    expect((await store.progress())(INDICATOR)).toBeUndefined();
  });

  it('go when they are old; daily sums and the audit chain stay', async () => {
    const log = new AuditLog({ db });
    await log.record({ action: 'slo_created', actor: 'a', payload: {} });
    await store.add(stretch(NOON - 400 * DAY, 12));
    await store.add(stretch(NOON, 12));
    await db('dry_run_results').insert(
      [NOON - 400 * DAY, NOON].map(at => ({
        artifact_id: 'artifact',
        at: new Date(at * 1000),
        ...{ firings: 1, alerts_per_month: 1, coverage: 1 },
      })),
    );
    const days = await store.days(await idsOf(), 0);

    await store.forgetBefore(NOON - 300 * DAY);
    expect(await count('slo_measurements')).toBe(12);
    expect(await count('dry_run_results')).toBe(1);
    expect(await store.days(await idsOf(), 0)).toEqual(days);
    expect(days).toHaveLength(2);
    expect(await log.verify()).toMatchObject({ ok: true, entries: 1 });

    // Nothing of a day that is kept in part.
    await store.forgetBefore(NOON + 1800);
    expect(await count('slo_measurements')).toBe(12);
  });
});

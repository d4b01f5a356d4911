import type { SloMeasurement } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Knex } from 'knex';
import { type Engine, TestServers } from '../__testUtils__/databases';
import { migrate } from '../database/openDatabase';
import { StandingStore } from './StandingStore';

jest.setTimeout(120_000);

const part = (
  region: string,
  budget_left: number | null,
  burn_rate_1h: number | null,
  since: string | null = '2026-03-01T00:00:00.000Z',
): SloMeasurement => ({
  ...{ slo_id: 'slo', environment: 'production', labels: { region } },
  ...{ unit: 'events', objective: 0.99, window: '28d', since },
  ...{ measured_until: since, sli_5m: null, sli_1h: null, burn_rate_1h },
  ...{ budget_left, budget: 10, days: [] },
});

const gone = (region: string): SloMeasurement => ({
  ...part(region, null, null, null),
  days: [{ day: '2026-01-01', bad: 0, total: 10, sli: 1, budget_left: 1 }],
});

describe.each<Engine>(['SQLite', 'PostgreSQL'])('standings on %s', engine => {
  const servers = new TestServers();
  let db: Knex;

  beforeAll(async () => {
    db = await servers.open(engine);
    await migrate(db);
  });
  afterAll(() => servers.stop());

  it.each<[string, SloMeasurement[], string]>([
    [
      'one that is overspent',
      [part('a', 0.5, 3), part('b', -1, 0), part('c', 0.1, 0)],
      'b',
    ],
    [
      'one that burns before one with less left, and quiet',
      [part('a', 0.2, 0.1), part('b', 0.9, 5)],
      'b',
    ],
    [
      'one that nobody knows of before one that is all right',
      [part('a', 0.2, 0.1), part('b', 0.9, null)],
      'b',
    ],
    ['the one with less left', [part('a', 0.2, 0.1), part('b', 0.1, 0.1)], 'b'],
    [
      'none that has no data for longer than the window',
      [gone('a'), part('b', 0.9, 0)],
      'b',
    ],
  ])('are those of %s', async (_, parts, region) => {
    const slo = { id: 'slo', revision: 1, parts };
    const standings = new StandingStore({ db });
    await standings.put('production', [slo], new Date());
    const [row, ...more] = await db('slo_standings');
    expect(more).toEqual([]);
    expect(JSON.parse(row.labels)).toEqual({ region });
    expect(row.parts).toBe(parts.filter(({ since }) => since !== null).length);
  });

  it('go with the SLO and with the environment', async () => {
    await new StandingStore({ db }).keepOnly(['production']);
    expect(await db('slo_standings')).toEqual([]);
  });
});

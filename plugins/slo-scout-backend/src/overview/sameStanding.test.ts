import {
  type OverviewSlosPage,
  type Slo,
  type SloMeasurement,
  sloStateOf,
  worstPartsFirst,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { exampleDocument } from '../__testUtils__/examples';
import { PAYMENTS, TestPortal } from '../__testUtils__/testPortal';
import { CELL_SECONDS } from '../measurements/measurement';
import { MeasurementStore } from '../measurements/MeasurementStore';
import { queryHashOf } from '../measurements/measurementPlan';

jest.setTimeout(60_000);

const NOW = Math.floor(Date.now() / 1000 / CELL_SECONDS) * CELL_SECONDS;
/** Longer ago than the window of 30 days. */
const LONG_AGO = NOW - 45 * 86_400;
const HOUR_OF_CELLS = 12;

interface Part {
  region: string;
  end: number;
  bad: number;
}
const calm = (region: string): Part => ({ region, end: NOW, bad: 0 });
const burning = (region: string): Part => ({ region, end: NOW, bad: 2 });
const gone = (region: string): Part => ({ region, end: LONG_AGO, bad: 0 });

describe('the list of the organisation and the card of an entity', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start({});
  });
  afterAll(() => portal?.stop());

  const slo = async (name: string): Promise<Slo> => {
    const created = await portal.as('sre').post('/v1/slos', {
      entity_ref: PAYMENTS,
      document: exampleDocument({ name }),
    });
    expect(created.body.error).toBeUndefined();
    const [{ id }] = created.body.slos as Slo[];
    const { status, body } = await portal
      .as('sre')
      .patch(`/v1/slos/${id}`, { action: 'approve' });
    expect(status).toBe(200);
    return body.slo as Slo;
  };

  const measure = async (of: Slo, { region, end, bad }: Part) => {
    const labels: Record<string, string> = region ? { region } : {};
    await new MeasurementStore({ db: portal.db }).add({
      indicator: {
        slo_id: of.id,
        environment: 'production',
        query_hash: queryHashOf(of),
      },
      revision: of.revision,
      unit: 'events',
      until: end,
      cells: Array.from({ length: HOUR_OF_CELLS }, (_, index) => ({
        labels,
        at: end - (index + 1) * CELL_SECONDS,
        bad,
        total: 1000,
      })),
    });
  };

  it.each<[string, Part[], string, number]>([
    ['never_measured', [], 'unknown', 0],
    ['all_calm', [calm('eu'), calm('us')], 'healthy', 2],
    ['one_gone', [calm('eu'), gone('us')], 'healthy', 1],
    ['gone_and_burning', [gone('eu'), burning('us')], 'burning', 1],
    ['all_gone', [gone('eu'), gone('us')], 'unknown', 0],
    ['without_parts_gone', [gone('')], 'unknown', 0],
  ])('say the same of %s', async (name, regions, state, count) => {
    const of = await slo(name);
    for (const region of regions) await measure(of, region);
    await portal.runJob('measure-slos');

    const list: OverviewSlosPage = (
      await portal.as('sre').get(`/v1/overview/slos?search=${name}`)
    ).body;
    const answer = await portal
      .as('sre')
      .get(`/v1/measurements?entity_ref=${PAYMENTS}`);
    const parts = worstPartsFirst(
      (answer.body.measurements as SloMeasurement[]).filter(
        ({ slo_id: id }) => id === of.id,
      ),
    );
    expect(parts).toHaveLength(count);
    expect(sloStateOf(parts[0])).toBe(state);
    expect(list.slos).toEqual([
      expect.objectContaining({
        name,
        state,
        parts: count,
        standing: expect.objectContaining({ labels: parts[0]?.labels ?? {} }),
      }),
    ]);
  });
});

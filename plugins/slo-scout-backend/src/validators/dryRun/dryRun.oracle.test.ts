/**
 * The whole dry run beside Prometheus: `promtool test rules` runs its rule manager
 * over series that we write down, a real Prometheus answers our questions about
 * the same series, and every start and end must be the same, to the tick.
 */
import {
  HttpPrometheusClient,
  type PrometheusClient,
  type RangeRequest,
  type RangeSeries,
} from '../../prometheus';
import {
  startTestPrometheus,
  type TestPrometheus,
} from '../../prometheus/__testUtils__/startTestPrometheus';
import { MUTANTS, ONE_BY_ONE, SMALL_SLICES } from './__testUtils__/mutantList';
import { loadEngine, type Mutation } from './__testUtils__/mutants';
import {
  type OracleCase,
  oracleCases,
  type Rhythm,
  RHYTHMS,
  TICKS,
} from './__testUtils__/oracleCases';
import { askPromtool, type TickFiring } from './__testUtils__/promtoolOracle';
import * as engine from './dryRun';
import { readRuleFile } from './ruleFile';

jest.setTimeout(180_000);

const SEED = 20_260_101;
const CASES = 360;
/** Midnight, so that subqueries and groups have their ticks where promtool has them. */
const BEGIN = Date.UTC(2026, 0, 1) / 1000;

const cases = oracleCases(SEED, CASES);

/** A client that asks each question once, so that mutants need not ask again. */
function remembering(client: PrometheusClient): PrometheusClient {
  const known = new Map<string, Promise<RangeSeries[]>>();
  return Object.assign(Object.create(client) as PrometheusClient, {
    name: client.name,
    facts: () => client.facts(),
    queryRange: (expr: string, { start, end, step }: RangeRequest) => {
      const key = JSON.stringify([expr, start, end, step]);
      const answer =
        known.get(key) ?? client.queryRange(expr, { start, end, step });
      known.set(key, answer);
      return answer;
    },
  });
}

type Engine = Pick<typeof engine, 'dryRun'>;
type Firings = Map<number, TickFiring[]>;

/** All cases of one rhythm at once, as the files of a service. */
async function replay(
  { dryRun }: Engine,
  client: PrometheusClient,
  rhythm: Rhythm,
  firstTick = 0,
): Promise<Firings> {
  const { evaluationSeconds: step } = rhythm;
  const own = cases.filter(one => one.rhythm === rhythm);
  const files = own.map(({ id, groups }) => ({
    id: String(id),
    rules: readRuleFile(
      JSON.stringify({
        groups: groups.map(group => ({ ...group, interval: `${step}s` })),
      }),
    ),
  }));
  const end = BEGIN + (TICKS - 1) * step;
  const results = await dryRun({
    rangeSeconds: end - BEGIN - firstTick * step,
    stepSeconds: step,
    deadlineMs: 120_000,
    alerts: new Map(files.map(({ id, rules }) => [id, rules.alerts])),
    recordings: files.flatMap(({ rules }) => rules.recordings),
    client,
    now: end,
  });
  const tick = (time: string) => (Date.parse(time) / 1000 - BEGIN) / step;
  return new Map(
    own.map(({ id }) => {
      const { alerts, exact, approximations } = results.get(String(id))!;
      expect({ id, exact, approximations }).toEqual({ id, exact: true });
      return [
        id,
        alerts.flatMap(({ labels, firings }) =>
          firings.map(firing => ({
            labels,
            start: tick(firing.start),
            end: tick(firing.end),
            open: firing.open_at_end === true,
          })),
        ),
      ];
    }),
  );
}

const inOrder = (firings: TickFiring[] = []) =>
  firings.map(firing => JSON.stringify(firing)).sort();

/** Ids of the cases in which two replays differ. */
function differing(a: Firings, b: Firings): number[] {
  return [...a.keys()].filter(
    id => inOrder(a.get(id)).join() !== inOrder(b.get(id)).join(),
  );
}

/** What is seen of firings when history begins at a tick. */
function since(firstTick: number, firings: Firings): Firings {
  return new Map(
    [...firings].map(([id, all]) => [
      id,
      all
        .filter(({ end, open }) => end > firstTick || open)
        .map(one => ({ ...one, start: Math.max(one.start, firstTick) })),
    ]),
  );
}

describe('the dry run beside promtool test rules', () => {
  let prometheus: TestPrometheus;
  let client: PrometheusClient;
  const ours: Firings = new Map();

  const oursOf = (rhythm: Rhythm): Firings =>
    new Map(
      cases
        .filter(one => one.rhythm === rhythm)
        .map(({ id }) => [id, ours.get(id)!]),
    );

  beforeAll(async () => {
    const step = Math.min(...RHYTHMS.map(r => r.sampleSeconds));
    const longest = Math.max(...RHYTHMS.map(r => r.evaluationSeconds));
    prometheus = await startTestPrometheus({
      start: BEGIN,
      end: BEGIN + TICKS * longest,
      step,
      series: cases.flatMap(one =>
        one.series.map(({ name, pod, samples }) => ({
          name,
          labels: { case: String(one.id), pod },
          valueAt: (time: number) =>
            samples[(time - BEGIN) / one.rhythm.sampleSeconds],
        })),
      ),
    });
    client = remembering(
      new HttpPrometheusClient({ name: 'real', url: prometheus.url }),
    );
    for (const rhythm of RHYTHMS) {
      const firings = await replay(engine, client, rhythm);
      firings.forEach((found, id) => ours.set(id, found));
    }
  });
  afterAll(() => prometheus?.stop());

  it(`agrees on every start and end of ${CASES} cases`, async () => {
    const wrong: OracleCase[] = [];
    for (const rhythm of RHYTHMS) {
      const own = cases.filter(one => one.rhythm === rhythm);
      const answer = await askPromtool(rhythm, own, ours);
      wrong.push(...own.filter(({ id }) => answer.wrong.includes(id)));
    }
    const firing = [...ours.values()].filter(f => f.length > 0).length;
    const firings = [...ours.values()].flat().length;
    process.stdout.write(
      `dry run oracle: seed ${SEED}, ${CASES} cases of ${TICKS} ticks, ${Math.round(
        (100 * firing) / CASES,
      )} % fire (${firings} firings), promtool agrees with ${
        CASES - wrong.length
      }\n`,
    );
    expect(wrong.map(({ id, shape }) => `${id} ${shape}`)).toEqual([]);
    expect(firing / CASES).toBeGreaterThan(0.4);
  });

  it('is not agreed with when one firing is one tick longer', async () => {
    const id = [...ours].find(([, f]) => f.some(one => !one.open))![0];
    const { rhythm } = cases[id];
    const longer = ours
      .get(id)!
      .map(f => (f.open ? f : { ...f, end: f.end + 1 }));
    const answer = await askPromtool(
      rhythm,
      [cases[id]],
      new Map([[id, longer]]),
    );
    expect(answer.wrong).toEqual([id]);
  });

  describe.each(RHYTHMS)(
    'samples every $sampleSeconds s, evaluated every $evaluationSeconds s',
    rhythm => {
      it.each([
        ['in slices of seven ticks', SMALL_SLICES],
        ['sample by sample', ONE_BY_ONE],
      ])('gives the same %s', async (_, changes) => {
        const found = await replay(loadEngine(...changes), client, rhythm);
        expect(differing(found, oursOf(rhythm))).toEqual([]);
      });

      it('has the state right when history begins in the middle', async () => {
        const found = await replay(engine, client, rhythm, 25);
        expect(differing(found, since(25, oursOf(rhythm)))).toEqual([]);
      });
    },
  );

  describe('differs from an engine that', () => {
    /** Whether the mutant gives anything else, in any case. */
    async function isNoticed(
      mutations: Mutation[],
      firstTick = 0,
    ): Promise<boolean> {
      const mutant = loadEngine(...mutations);
      for (const rhythm of RHYTHMS) {
        const expected = since(firstTick, oursOf(rhythm));
        const found = await replay(mutant, client, rhythm, firstTick).catch(
          () => new Map(),
        );
        if (differing(expected, found).length > 0) return true;
      }
      return false;
    }

    it.each(MUTANTS)('$what', async ({ mutations, firstTick }) => {
      await expect(isNoticed(mutations, firstTick)).resolves.toBe(true);
    });

    it('is not what the engine itself is taken for', async () => {
      await expect(isNoticed([])).resolves.toBe(false);
    });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readDocuments } from '../readDocuments';
import type { DraftSlo } from '../types';
import { ruleFilesOf } from '../__testUtils__/ruleFilesOf';
import { comparison, evaluate, figures } from './__testUtils__/sideBySide';
import {
  alertsLikeSloth,
  budgetOf,
  Group,
  slothGroups,
  slothVectors,
  withDecimals,
} from './__testUtils__/slothRules';
import {
  Metric,
  MINUTES,
  SCRAPE_MINUTES,
  seriesOf,
} from './__testUtils__/timeline';

/**
 * Sloth's own rules and ours, side by side in one run of promtool over the same
 * series: at which minutes does an alert on the error budget fire? What differs on
 * purpose is in docs/coming-from-sloth-and-pyrra.md.
 */

jest.setTimeout(600_000);

const http = (job: string, budget: number): Metric => ({
  budget,
  good: `http_request_duration_seconds_count{job="${job}",code="200"}`,
  bad: `http_request_duration_seconds_count{job="${job}",code="500"}`,
});
const apiserver: Metric = {
  budget: 0.001,
  good: 'apiserver_request_total{code="200"}',
  bad: 'apiserver_request_total{code="429"}',
};
const bucket = (le: string, budget: number): Metric => ({
  budget,
  good: `apiserver_request_duration_seconds_bucket{le="${le}",verb="GET"}`,
});
const requests: Metric = {
  budget: 0.01,
  all: 'apiserver_request_duration_seconds_count{verb="GET"}',
};

const files: Record<string, Metric[]> = {
  'getting-started.yml': [http('myservice', 0.001)],
  'kubernetes-apiserver.yml': [apiserver, bucket('0.4', 0.01), requests],
  'no-alerts.yml': [http('myapp', 0.0001)],
  'openslo-getting-started.yml': [http('myservice', 0.001)],
  'openslo-kubernetes-apiserver.yml': [
    apiserver,
    bucket('0.4', 0.01),
    bucket('5', 0.001),
    requests,
  ],
};

type Accuracy = 'default' | 'exact';

/** Our rules; the environment tells the two accuracies apart. */
function ourFiles(drafts: DraftSlo[], accuracy: Accuracy) {
  return ruleFilesOf(
    accuracy === 'exact' ? drafts.map(d => ({ ...d, accuracy })) : drafts,
    accuracy,
  );
}

interface Compared {
  of: string;
  accuracy: Accuracy;
  tier: Tier;
  /** Against Sloth's alerts with their thresholds in exact decimals. */
  decimal: boolean;
  /** Minutes at which Sloth's alert fires. */
  theirs: number;
  /** Minutes at which both fire. */
  both: number;
  /** Minutes at which only one of them fires. */
  apart: number;
  /** The most of these in any 15 minutes. */
  cluster: number;
  /** How often Sloth's alert begins or ends to fire. */
  edges: number;
}

const TIERS = { page: '1h|6h', ticket: '1d|3d' };
type Tier = keyof typeof TIERS;

describe('the alerts of Sloth and of SLO Scout', () => {
  if (!existsSync(slothVectors)) {
    it('cannot be compared: ../shared/vectors is absent', () => {
      // eslint-disable-next-line no-console
      console.warn(`NOT COMPARED with Sloth: ${slothVectors} is absent`);
      expect(existsSync(slothVectors)).toBe(false);
    });
    return;
  }

  const said: string[] = [];
  let minutes = 0;
  let agreed = 0;
  afterAll(() => {
    said.push(
      `${minutes} minutes compared, the same verdict at ${agreed} of them`,
    );
    // eslint-disable-next-line no-console
    console.log(said.join('\n'));
  });

  /** Compares every SLO of a file, tier and accuracy by tier and accuracy. */
  async function compare(file: string, metrics: Metric[]): Promise<Compared[]> {
    const text = readFileSync(join(slothVectors, file), 'utf8');
    const { slos } = readDocuments(text);
    const theirs = slothGroups(file);
    const ids = theirs
      .filter(({ name }) => name.startsWith('sloth-slo-sli'))
      .map(({ rules }) => rules[0].labels.sloth_id);
    expect(ids).toHaveLength(slos.length);
    const ownAlerts = theirs.some(({ name }) =>
      name.startsWith('sloth-slo-alerts'),
    );
    if (!ownAlerts) {
      slos.forEach((slo, index) => {
        theirs.push(alertsLikeSloth(ids[index], budgetOf(slo)));
      });
    }
    theirs.push(...withDecimals(theirs, slos));
    // Exact windows cost promtool much: where Sloth has alerts of its own.
    const accuracies: Accuracy[] = ownAlerts
      ? ['default', 'exact']
      : ['default'];
    const writings = ownAlerts ? ['', '-decimal'] : ['-decimal'];
    const cases = slos.flatMap((slo, index) =>
      accuracies.flatMap(accuracy =>
        (Object.keys(TIERS) as Tier[]).flatMap(tier =>
          writings.map(writing => ({
            of: slo.name,
            accuracy,
            tier,
            decimal: writing !== '',
            theirs: `sloth_id="${ids[index]}",sloth_severity="${tier}${writing}"`,
            ours: `slo="${slo.name}",environment="${accuracy}",alertname=~".*BurnRate(${TIERS[tier]})"`,
          })),
        ),
      ),
    );
    const compared: Group = {
      name: 'compared',
      rules: cases.flatMap((one, n) => comparison(n, one.theirs, one.ours)),
    };
    const ruleFiles = {
      'sloth.yml': stringify({ groups: theirs }, { lineWidth: 0 }),
      ...Object.assign({}, ...accuracies.map(a => ourFiles(slos, a))),
      'compared.yml': stringify({ groups: [compared] }, { lineWidth: 0 }),
    };
    const groupOrder = [
      // `sloth-slo-sli-…` before `sloth-slo-alerts-…`, which read them.
      ...theirs.map(({ name }) => name).sort((a, b) => (a < b ? 1 : -1)),
      ...accuracies.flatMap(a => [`${a}_shop_slis`, `${a}_shop_slos`]),
      'compared',
    ];
    const values = await evaluate(
      ruleFiles,
      groupOrder,
      metrics.flatMap(seriesOf),
      cases.flatMap((_, n) => figures(n)),
    );
    return cases.map(({ of, accuracy, tier, decimal }, n) => {
      const [firing, both, apart, cluster, edges] = values.slice(n * 5);
      return {
        of,
        accuracy,
        tier,
        decimal,
        theirs: firing,
        both,
        apart,
        cluster,
        edges,
      };
    });
  }

  it.each(Object.entries(files))(
    'fire at the same minutes: %s',
    async (file, metrics) => {
      for (const found of await compare(file, metrics)) {
        const { of, accuracy, tier, decimal } = found;
        const { theirs, both, apart, cluster, edges } = found;
        minutes += MINUTES;
        agreed += MINUTES - apart;
        said.push(
          `${file} ${of}, ${tier}${
            decimal ? ' in decimals' : ''
          }, ${accuracy}: Sloth fires ${theirs} min in ${Math.ceil(
            edges / 2,
          )} episodes, both ${both} min, apart ${apart} min`,
        );
        // The shapes do make alerts fire, and end.
        expect(theirs).toBeGreaterThan(30);
        expect(edges).toBeGreaterThanOrEqual(2);
        expect(both).toBeGreaterThan(theirs - edges - 1);
        // Else one minute where an alert begins or ends, no more.
        const same = tier === 'page' || (decimal && accuracy === 'exact');
        expect(apart).toBeLessThanOrEqual(same ? 0 : edges);
        expect(cluster).toBeLessThanOrEqual(same ? 0 : 1);
      }
    },
  );

  it('are the same for the Kubernetes object as for the file', () => {
    const rulesOf = (file: string) =>
      slothGroups(file).flatMap(({ rules }) => rules.map(({ expr }) => expr));
    expect(rulesOf('k8s-getting-started.yml')).toEqual(
      rulesOf('getting-started.yml'),
    );
    const sliOf = (file: string) =>
      readDocuments(readFileSync(join(slothVectors, file), 'utf8')).slos.map(
        ({ document: _, ...slo }) => slo,
      );
    expect(sliOf('k8s-getting-started.yml')).toEqual(
      sliOf('getting-started.yml'),
    );
  });

  it('differ on purpose for a single failure among few requests', async () => {
    const file = 'getting-started.yml';
    const { slos } = readDocuments(
      readFileSync(join(slothVectors, file), 'utf8'),
    );
    const sloth = slothGroups(file);
    const [theirs, ours] = await evaluate(
      {
        'sloth.yml': stringify({ groups: sloth }, { lineWidth: 0 }),
        ...ruleFilesOf(slos, 'default'),
      },
      [
        ...sloth.map(({ name }) => name).sort((a, b) => (a < b ? 1 : -1)),
        'default_shop_slis',
        'default_shop_slos',
      ],
      // A request every four minutes, and one that fails.
      [
        {
          series:
            'http_request_duration_seconds_count{job="myservice",code="200"}',
          values: Array.from({ length: MINUTES / SCRAPE_MINUTES }, (_, i) =>
            Math.floor(i / 2),
          ).join(' '),
        },
        {
          series:
            'http_request_duration_seconds_count{job="myservice",code="500"}',
          values: '0x119 1x599',
        },
      ],
      [
        'sloth_severity="page"',
        'environment="default",alertname=~".*BurnRate.*"',
      ].map(
        selector =>
          `count(count_over_time(ALERTS{alertstate="firing",${selector}}[1d])) or vector(0)`,
      ),
    );
    expect({ theirs, ours }).toEqual({ theirs: 1, ours: 0 });
  });
});

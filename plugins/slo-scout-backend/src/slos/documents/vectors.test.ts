import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { checkRules } from '../../testing/promtool';
import { ruleFilesOf } from './__testUtils__/ruleFilesOf';
import { DocumentError } from './DocumentError';
import { readDocuments } from './readDocuments';
import type { DraftSlo } from './types';

const vectors = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  '..',
  '..',
  '..',
  'shared',
  'vectors',
);

type Outcome = { slos: DraftSlo[]; warnings: string[] } | { faults: string[] };

function outcome(file: string, adapt = (text: string) => text): Outcome {
  const text = adapt(readFileSync(join(vectors, file), 'utf8'));
  try {
    return readDocuments(text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { faults: error.details.map(d => `${d.path}: ${d.message}`) };
  }
}

/** Files that hold SLOs, and their names. */
const imported: Record<string, string[]> = {
  'sloth/getting-started.yml': ['requests-availability'],
  'sloth/k8s-getting-started.yml': ['requests-availability'],
  'sloth/kubernetes-apiserver.yml': [
    'requests-availability',
    'requests-latency',
  ],
  'sloth/no-alerts.yml': ['http-availability'],
  'sloth/openslo-getting-started.yml': ['sloth-slo-my-service'],
  'sloth/openslo-kubernetes-apiserver.yml': [
    'requests-availability-openslo',
    'requests-latency-openslo-1',
    'requests-latency-openslo-2',
  ],
  'pyrra/caddy-response-latency.yaml': ['caddy-response-latency'],
  'pyrra/nginx.yaml': ['nginx-api-errors', 'nginx-api-latency'],
  'pyrra/prometheus-http.yaml': ['prometheus-api-query'],
  'pyrra/prometheus-probe-success.yaml': ['prometheus-blackbox-probe-success'],
  'pyrra/slo-apiserver-read-resource-latency.yaml': [
    'apiserver-read-resource-latency',
  ],
  'pyrra/slo-coredns-response-errors.yaml': ['coredns-response-errors'],
  'pyrra/thanos-grpc.yaml': ['thanos-store'],
};

const ANY_SOURCE = 'A data source of type "Any" cannot be asked';
const CALENDAR = 'Calendar windows are not read';
const FRAGMENT = 'it is a fragment with';

/** Files that are refused, and a part of each reason. */
const refused: Record<string, string[]> = {
  // Templates of the specification's own, without a data source that exists.
  'openslo/examples/budgeting-method/occurences-slo.yaml': [ANY_SOURCE],
  'openslo/examples/budgeting-method/ratio-timeslices.yaml': [ANY_SOURCE],
  'openslo/examples/budgeting-method/timeslices-slo.yaml': [
    CALENDAR,
    ANY_SOURCE,
  ],
  'openslo/examples/treat-low-traffic-as-equally-important/timeslices-slo.yaml':
    [CALENDAR, ANY_SOURCE],
  // Descriptions of fields, and parts of documents.
  'openslo/readme-blocks/v1-01-DataSource.yaml': ['document[0].kind'],
  'openslo/readme-blocks/v1-04-SLO.yaml': ['spec.objectives: Must be a list'],
  'openslo/readme-blocks/v1-05-fragment.yaml': [`${FRAGMENT} objectives alone`],
  'openslo/readme-blocks/v1-06-fragment.yaml': [`${FRAGMENT} objectives alone`],
  'openslo/readme-blocks/v1-07-SLI.yaml': ['counter: Must be true or false'],
  'openslo/readme-blocks/v1-08-SLO.yaml': [
    'timeWindow: This field is required',
  ],
  'openslo/readme-blocks/v1-09-fragment.yaml': [`${FRAGMENT} ratioMetric`],
  'openslo/readme-blocks/v1-10-fragment.yaml': [`${FRAGMENT} thresholdMetric`],
  'openslo/readme-blocks/v1-11-fragment.yaml': [`${FRAGMENT} thresholdMetric`],
  'openslo/readme-blocks/v2alpha-01-SLO.yaml': [
    'budgetingMethod: "Occurrences | Timeslices | RatioTimeslices" is not one',
  ],
  'openslo/readme-blocks/v2alpha-02-fragment.yaml': [`${FRAGMENT} objectives`],
  'openslo/readme-blocks/v2alpha-03-SLI.yaml': ['line 57, column 7'],
  'openslo/readme-blocks/v2alpha-04-SLO.yaml': [
    'timeWindow: This field is required',
  ],
  'openslo/readme-blocks/v2alpha-05-fragment.yaml': [`${FRAGMENT} ratioMetric`],
  'openslo/readme-blocks/v2alpha-06-fragment.yaml': [
    `${FRAGMENT} thresholdMetric`,
  ],
  'openslo/readme-blocks/v2alpha-07-fragment.yaml': [
    `${FRAGMENT} thresholdMetric`,
  ],
};

/** Every file of the folders that is a document, not made from one. */
function allFiles(): string[] {
  return ['openslo', 'sloth', 'pyrra'].flatMap(folder =>
    readdirSync(join(vectors, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.ya?ml$/.test(name) && !name.startsWith('_gen'))
      .map(name => join(folder, name)),
  );
}

describe('documents that others wrote', () => {
  if (!existsSync(vectors)) {
    it('are absent: the folder ../shared/vectors beside the repository', () => {
      // eslint-disable-next-line no-console
      console.warn(`NOT TESTED with documents of others: ${vectors} is absent`);
      expect(existsSync(vectors)).toBe(false);
    });
    return;
  }

  const said: string[] = [];
  afterAll(() => {
    // eslint-disable-next-line no-console
    console.log(said.join('\n'));
  });

  /** The names of the SLOs that were read, and promtool's verdict of their rules. */
  async function judge(file: string, read: Outcome) {
    if (!('slos' in read)) throw new Error(read.faults.join('\n'));
    const names = read.slos.map(slo => slo.name);
    const { exitCode, output } = await checkRules(ruleFilesOf(read.slos));
    const rules = [...output.matchAll(/SUCCESS: (\d+) rules found/g)];
    said.push(
      `imported ${file}: ${names.join(', ')}; promtool ${rules
        .map(([, count]) => count)
        .join(' + ')} rules; ${read.warnings.length} warnings`,
    );
    const passed = exitCode === 0 && rules.length === 2;
    return { names, verdict: passed ? 'passed' : output };
  }

  it.each(Object.entries(imported))(
    '%s is read, and its rules pass promtool',
    async (file, names) => {
      const judged = await judge(file, outcome(file));
      expect(judged).toEqual({ names, verdict: 'passed' });
    },
  );

  /** The specification's examples with a data source, and a window, that exist. */
  function realised(text: string): string {
    let queries = 0;
    return text
      .replaceAll('type: Any', 'type: Prometheus')
      .replace(/query: Any/g, () => `query: sum(x${queries++}_total)`)
      .replace(/duration: 1m .*/, 'duration: 30d')
      .replace('isRolling: false', 'isRolling: true')
      .replace(/ +calendar:\n.*\n.*\n/, '');
  }

  it.each([
    ['budgeting-method/occurences-slo.yaml', ['search-slo']],
    ['budgeting-method/ratio-timeslices.yaml', ['main-page']],
    [
      'budgeting-method/timeslices-slo.yaml',
      ['service-availability-internal-objective', 'service-availability-sla'],
    ],
    [
      'treat-low-traffic-as-equally-important/timeslices-slo.yaml',
      ['service-availability'],
    ],
  ])('%s is read once it can be', async (name, names) => {
    const file = `openslo/examples/${name}`;
    const judged = await judge(`${file}, adapted`, outcome(file, realised));
    expect(judged).toEqual({ names, verdict: 'passed' });
  });

  it.each(Object.entries(refused))('%s is refused', (file, parts) => {
    const read = outcome(file);
    if (!('faults' in read)) throw new Error('The file was read');
    const reasons = read.faults.join('\n');
    for (const part of parts) expect(reasons).toContain(part);
    said.push(`refused ${file}: ${read.faults[0].slice(0, 160)}`);
  });

  it('all others hold no SLO, and say what they hold', () => {
    const others = allFiles().filter(file => !imported[file] && !refused[file]);
    expect(others).toHaveLength(11);
    for (const file of others) {
      expect(outcome(file)).toEqual({
        slos: [],
        warnings: [
          expect.stringMatching(/is read but not used|No SLO of the text/),
        ],
      });
      said.push(`no SLO in ${file}`);
    }
  });
});

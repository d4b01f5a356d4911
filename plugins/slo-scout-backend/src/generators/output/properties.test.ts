import fc from 'fast-check';
import { parse } from 'yaml';
import { checkObject } from '../../validators/kubernetesSchema';
import { kinds } from '../__fixtures__/kinds';
import { input } from '../__fixtures__/paymentsApi';
import { generateFiles } from '../generateFiles';
import type { OutputFormat } from '../types';
import { wrapConfigMap } from './configMap';
import { wrapGrafanaDashboard } from './grafanaOperator';
import { isObject, plainText } from './plainText';
import { printableJson } from './printableJson';
import { wrapPrometheusRule } from './prometheusRule';

// Whole generations, on machines of any speed.
jest.setTimeout(60_000);

const META = { name: 'a.b.slis', namespace: 'm', labels: { on: 'off' } };
const texts = fc.string({ unit: 'binary' });

describe('for any text', () => {
  it('rule files come back to the byte, and mean the same inside', () => {
    const files = fc
      .tuple(fc.array(fc.constantFrom('# a', '#', '# b: c')), texts, texts)
      .map(
        ([header, expr, label]) =>
          `${[...header, 'groups:'].join('\n')}
  # not the header
  - name: x
    rules:
      - record: a
        expr: ${JSON.stringify(expr)}
        labels: { x: ${JSON.stringify(label)} }
      - alert: b
        expr: |-
          a

          > 1
`,
      );
    fc.assert(
      fc.property(files, plain => {
        const object = wrapPrometheusRule(plain, META);
        expect(plainText(object)).toBe(plain);
        expect(parse(object).spec).toEqual(parse(plain));
      }),
    );
  });

  it('dashboards come back to the byte, and read as the same JSON', () => {
    fc.assert(
      fc.property(fc.json(), texts, (json, title) => {
        const dashboard = { title, tags: [title], json: JSON.parse(json) };
        const plain = printableJson(`${JSON.stringify(dashboard, null, 2)}\n`);
        expect(JSON.parse(plain)).toEqual(
          JSON.parse(JSON.stringify(dashboard)),
        );
        const map = wrapConfigMap(plain, ['a'], META);
        const resource = wrapGrafanaDashboard(plain, ['a'], META, { a: 'b' });
        for (const object of [map, resource]) {
          expect(plainText(object)).toBe(plain);
        }
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(map, { version }).data['a.b.slis.json']).toBe(plain);
          expect(parse(resource, { version }).spec.json).toBe(plain);
        }
      }),
    );
  });
});

describe('for any SLOs and any format', () => {
  const labels = fc.dictionary(
    fc.constantFrom('release', 'y', 'example.com/team', '1'),
    fc.constantFrom('on', 'no', '1e3', '0x1f', 'stack', '12'),
  );
  const format: fc.Arbitrary<OutputFormat> = fc.record(
    {
      rules: fc.constantFrom('prometheus', 'prometheus_operator'),
      dashboard: fc.constantFrom('json', 'configmap', 'grafana_operator'),
      namespace: fc.constantFrom('y', 'monitoring', '1'),
      labels,
      instance_selector: labels.filter(set => Object.keys(set).length > 0),
    },
    { requiredKeys: ['rules', 'dashboard', 'labels', 'instance_selector'] },
  );
  const all = Object.values(kinds);
  const names = fc.constantFrom('payments-api', 'Payments_API', 'a'.repeat(63));

  // Runbooks and alerts link to the dashboard's file.
  const withoutDashboardPath = (content: string) =>
    content.replace(/grafana\/dashboards\/\w+\.(json|yaml)/g, '');

  it('the same input gives the same bytes, sound objects and the plain files', () => {
    const order = fc.shuffledSubarray(all, { minLength: 1 });
    fc.assert(
      fc.property(order, format, names, (slos, chosen, name) => {
        const make = (given: typeof slos, as?: OutputFormat) => {
          const base = input(given);
          const files = generateFiles(
            {
              ...base,
              service: { ...base.service, name },
              target: { ...base.target, format: as },
            },
            ['recording_rule', 'alert_rule', 'grafana_dashboard'],
          );
          return files.files.map(file => file.content);
        };
        const files = make(slos, chosen);
        expect(make([...slos].reverse(), chosen)).toEqual(files);
        const opened = files.map(plainText).map(withoutDashboardPath);
        expect(opened).toEqual(make(slos).map(withoutDashboardPath));
        for (const content of files.filter(isObject)) {
          expect(checkObject(content)).toEqual({
            status: 'passed',
            errors: [],
          });
        }
      }),
      { numRuns: 15 },
    );
  });
});

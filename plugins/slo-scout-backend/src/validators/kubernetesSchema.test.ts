import {
  input,
  paymentRatio,
  slo,
} from '../generators/__fixtures__/paymentsApi';
import { generateFiles } from '../generators';
import type { OutputFormat } from '../generators/types';
import { checkObject } from './kubernetesSchema';

const FORMAT: OutputFormat = {
  rules: 'prometheus_operator',
  dashboard: 'configmap',
  namespace: 'monitoring',
  labels: { release: 'stack' },
};

function generated(dashboard: OutputFormat['dashboard']): string[] {
  const { target, ...rest } = input([slo({ name: 'shop', sli: paymentRatio })]);
  const format = { ...FORMAT, dashboard, instance_selector: { a: 'b' } };
  return generateFiles({ ...rest, target: { ...target, format } }, [
    'recording_rule',
    'alert_rule',
    'grafana_dashboard',
  ]).files.map(file => file.content);
}

const [RECORDING, ALERTS, CONFIG_MAP] = generated('configmap');
const [, , GRAFANA_DASHBOARD] = generated('grafana_operator');

describe('kubernetes_schema', () => {
  it.each([
    ['recording rules', RECORDING],
    ['alerts', ALERTS],
    ['a ConfigMap', CONFIG_MAP],
    ['a GrafanaDashboard', GRAFANA_DASHBOARD],
  ])('passes %s as they are generated', (_, content) => {
    expect(checkObject(content)).toEqual({ status: 'passed', errors: [] });
  });

  /** A file that was changed in one place. */
  const changed = (content: string, from: string | RegExp, to: string) => {
    const text = content.replace(from, to);
    expect(text).not.toBe(content);
    return text;
  };

  it.each<[string, string, string | RegExp, string, string]>([
    ['no YAML', RECORDING, 'kind:', 'kind: :', 'Nested mappings'],
    [
      'a name with capitals',
      RECORDING,
      /name: payments-api/,
      'name: Payments',
      '/metadata/name must match pattern',
    ],
    [
      'a name that is too long',
      RECORDING,
      /name: payments-api/,
      `name: ${'a'.repeat(254)}`,
      '/metadata/name must NOT have more than 253 characters',
    ],
    [
      'no name',
      RECORDING,
      /\n {2}name: payments.*/,
      '',
      "/metadata must have required property 'name'",
    ],
    [
      'no such namespace',
      RECORDING,
      'namespace: monitoring',
      'namespace: my.monitoring',
      '/metadata/namespace must match pattern',
    ],
    [
      'a label that is none',
      RECORDING,
      'release: stack',
      'release: the stack',
      '/metadata/labels/release must match pattern',
    ],
    [
      'the name of a label that is none',
      RECORDING,
      'release: stack',
      '"the release": stack',
      '/metadata/labels property name must be valid',
    ],
    [
      'a number for a label',
      RECORDING,
      'release: stack',
      'release: 1',
      '/metadata/labels/release must be string',
    ],
    [
      'a field that the API server would drop',
      RECORDING,
      /( +)interval: 30s/,
      '$1interval: 30s\n$1evaluation: 1m',
      '/spec/groups/0 must NOT have additional properties ("evaluation")',
    ],
    [
      'a duration that is none',
      RECORDING,
      'interval: 30s',
      'interval: 30 s',
      '/spec/groups/0/interval must match pattern',
    ],
    [
      'no rules',
      RECORDING,
      /spec:[^]*/,
      'spec:\n  groups: []\n',
      '/spec/groups must NOT have fewer than 1 items',
    ],
    [
      'no spec',
      RECORDING,
      /spec:[^]*/,
      '',
      "/ must have required property 'spec'",
    ],
    [
      'another version',
      RECORDING,
      'monitoring.coreos.com/v1',
      'monitoring.coreos.com/v1beta1',
      '/apiVersion must be equal to constant ("monitoring.coreos.com/v1")',
    ],
    [
      'another kind',
      RECORDING,
      'PrometheusRule',
      'Probe',
      '/kind "Probe" is none of PrometheusRule, ConfigMap, GrafanaDashboard',
    ],
    [
      'a text that YAML 1.1 reads as a truth value',
      ALERTS,
      /environment: production/,
      'environment: no',
      '/spec/groups/0/rules/0/labels/environment is "no" here, and false to Kubernetes, which reads YAML 1.1.',
    ],
    [
      'a line break of YAML 1.1',
      ALERTS,
      'environment: production',
      'environment: "pro\u2028duction"',
      'The character U+2028 is a line break to some YAML parsers',
    ],
    [
      'a body that is not in our form',
      RECORDING,
      'spec:\n',
      'spec: # ours\n',
      'The file inside of the object cannot be read back from it',
    ],
    [
      'two dashboards',
      CONFIG_MAP,
      /\ndata:\n/,
      '\ndata:\n  a.json: "{}"\n',
      '/data must NOT have more than 1 properties',
    ],
    [
      'a key that the sidecar does not read',
      CONFIG_MAP,
      '.json: |',
      '.yaml: |',
      '/data property name must be valid',
    ],
    [
      'no instance selector',
      GRAFANA_DASHBOARD,
      /\n {2}instanceSelector:\n.*\n.*/,
      '',
      "/spec must have required property 'instanceSelector'",
    ],
    [
      'a selector of everything',
      GRAFANA_DASHBOARD,
      /matchLabels:\n.*/,
      'matchLabels: {}',
      '/spec/instanceSelector/matchLabels must NOT have fewer than 1 properties',
    ],
    [
      'a dashboard from elsewhere',
      GRAFANA_DASHBOARD,
      '  json: |',
      '  url: https://example.com\n  json: |',
      '/spec must NOT have additional properties ("url")',
    ],
    [
      'a dashboard that YAML folds',
      GRAFANA_DASHBOARD,
      '  json: |',
      '  json: >',
      'The file inside of the object cannot be read back from it',
    ],
    [
      'a dashboard that means another text',
      GRAFANA_DASHBOARD,
      /$/,
      '\n',
      'The object holds another file than the one that was judged',
    ],
    [
      'a field after the dashboard',
      GRAFANA_DASHBOARD,
      /$/,
      '  folder: x\n',
      'additional properties ("folder")',
    ],
  ])('refuses %s', (_, content, from, to, message) => {
    const verdict = checkObject(changed(content, from, to));
    expect(verdict.status).toBe('failed');
    expect(verdict.errors.map(error => error.message).join('\n')).toContain(
      message,
    );
    for (const error of verdict.errors) {
      expect(error).toMatchObject({
        validator: 'kubernetes_schema',
        path: expect.any(String),
      });
    }
  });

  it('refuses what is larger than an object may be', () => {
    const verdict = checkObject(`${CONFIG_MAP}${'#'.repeat(1024 * 1024)}`);
    expect(verdict.errors[0].message).toContain('1048576 at most');
  });

  it('says where an unprintable character stands', () => {
    const { errors } = checkObject(`${RECORDING}  # \u0085\n`);
    expect(errors[0].path).toBe(`${RECORDING.split('\n').length}:5`);
  });
});

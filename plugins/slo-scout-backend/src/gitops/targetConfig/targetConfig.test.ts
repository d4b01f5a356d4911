import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { DEFAULT_LAYOUT } from '../../generators/layout';
import type { GitOpsTarget } from '../types';
import { readTargets } from '../targets';

const PRODUCTION = {
  ...{ name: 'production', environment: 'production', provider: 'github' },
  ...{ host: 'github.com', repo: 'org/config' },
};

/** The one target of a configuration. */
function read(target: JsonObject, sloScout: JsonObject = {}): GitOpsTarget {
  const data = {
    sloScout: { ...sloScout, targets: [{ ...PRODUCTION, ...target }] },
  };
  return readTargets(mockServices.rootConfig({ data })).all()[0];
}

const PROMETHEUS_OPERATOR = { rules: 'prometheusOperator' };

describe('layout', () => {
  it('completes what is named by the default', () => {
    const { layout } = read({
      layout: {
        recordingRules: 'services/{service}/rules/recording.yml',
        ruleTests: 'services/{service}/tests/{slo}-{alert}.yaml',
      },
    });
    expect(layout).toEqual({
      ...DEFAULT_LAYOUT,
      recording_rule: 'services/{service}/rules/recording.yml',
      rule_test: 'services/{service}/tests/{slo}-{alert}.yaml',
    });
  });

  it('names dashboards by their format', () => {
    const { layout } = read({ format: { dashboard: 'configMap' } });
    expect(layout).toEqual({
      ...DEFAULT_LAYOUT,
      grafana_dashboard: 'grafana/dashboards/{service}.yaml',
    });
  });

  it('lets all Kubernetes objects stand together', () => {
    const objects = {
      recordingRules: 'manifests/{service}-recording.yaml',
      alertRules: 'manifests/{service}-alerts.yaml',
      dashboards: 'manifests/{service}-dashboard.yaml',
    };
    const format = { ...PROMETHEUS_OPERATOR, dashboard: 'configMap' };
    expect(read({ layout: objects, format }).layout).toMatchObject({
      grafana_dashboard: 'manifests/{service}-dashboard.yaml',
    });
    const inhibitRules = 'manifests/deeper/{service}.yaml';
    expect(() =>
      read({ layout: { ...objects, inhibitRules }, format }),
    ).toThrow(
      'Target production: layout: inhibitRules (manifests/deeper/{service}.yaml) would stand in the directory of recordingRules (manifests/{service}-recording.yaml), which Kubernetes loads. Give it a directory of its own.',
    );
  });

  it.each([
    [
      { recording: 'a/{service}.yaml' },
      'Target production: layout: recording is unknown. Known: recordingRules, alertRules, inhibitRules, dashboards, runbooks, runbookPages, ruleTests.',
    ],
    [
      { recordingRules: 'rules/all.yaml' },
      'Target production: layout.recordingRules: {service} is missing, so that two files would have one path. Placeholders: {service}.',
    ],
    [{ runbooks: 'runbooks/{service}.yaml' }, '{slo} is missing'],
    [{ ruleTests: 'tests/{service}/{slo}.yaml' }, '{alert} is missing'],
    [
      { alertRules: 'rules/{service}_{slo}.yaml' },
      'layout.alertRules: {slo} has no value here. Placeholders: {service}.',
    ],
    [{ alertRules: 'rules/{service}/{team}.yaml' }, '{team} has no value'],
    [
      { runbooks: 'runbooks/{service}{slo}.yaml' },
      'layout.runbooks: put "/", "-", "_" or "." between two placeholders',
    ],
    [{ runbooks: 'runbooks/{service}x{slo}.yaml' }, 'between two placeholders'],
    [{ alertRules: 'rules/{service}.json' }, 'must end with .yaml or .yml'],
    [{ runbookPages: 'runbooks/{service}_{slo}.html' }, 'must end with .md'],
    [{ dashboards: 'grafana/{service}.yaml' }, 'must end with .json'],
    [
      { alertRules: '../{service}.yaml' },
      'Target production: layout.alertRules: "../{service}.yaml" is not a path inside the repository',
    ],
    [{ alertRules: '/{service}.yaml' }, 'not a path inside the repository'],
    [{ alertRules: 'a/../{service}.yaml' }, 'not a path inside'],
    [{ alertRules: 'a//{service}.yaml' }, 'not a path inside'],
    [{ alertRules: 'a\\{service}.yaml' }, 'not a path inside'],
    [{ alertRules: '.github/workflows/{service}.yaml' }, 'not a path inside'],
    [{ alertRules: '.git/{service}.yaml' }, 'not a path inside'],
    [{ alertRules: 'a/{SERVICE}.yaml' }, 'not a path inside'],
    [{ alertRules: 'a/{service.yaml' }, 'not a path inside'],
    [{ alertRules: 'ä/{service}.yaml' }, 'not a path inside'],
    [{ alertRules: `${'a/'.repeat(100)}{service}.yaml` }, 'not a path inside'],
    [
      {
        recordingRules: 'rules/{service}.yaml',
        alertRules: 'rules/{service}.yaml',
      },
      'Target production: layout: recordingRules (rules/{service}.yaml) and alertRules (rules/{service}.yaml) could be the same file. Give each a name of its own.',
    ],
    [
      {
        recordingRules: 'rules/{service}.yaml',
        alertRules: 'Rules/{service}_alerts.yaml',
      },
      'could be the same file',
    ],
    [
      { ruleTests: 'prometheus/rules/recording/{service}_{slo}_{alert}.yaml' },
      'Target production: layout: ruleTests (prometheus/rules/recording/{service}_{slo}_{alert}.yaml) would stand in the directory of recordingRules (prometheus/rules/recording/{service}_slis.yaml), which Prometheus loads.',
    ],
    [
      {
        alertRules: 'slo/{service}/alerts.yaml',
        ruleTests: 'slo/tests/{service}_{slo}_{alert}.yaml',
      },
      'ruleTests (slo/tests/{service}_{slo}_{alert}.yaml) would stand in the directory of alertRules',
    ],
    [
      { alertRules: '{service}.yaml' },
      'would stand in the directory of alertRules ({service}.yaml), which Prometheus loads',
    ],
  ])('refuses %j', (layout, sentence) => {
    expect(() => read({ layout })).toThrow(sentence);
  });
});

describe('format', () => {
  it('reads all of it', () => {
    const { format } = read({
      format: {
        ...{ rules: 'prometheusOperator', dashboard: 'grafanaOperator' },
        namespace: 'monitoring',
        labels: { release: 'kube-prometheus-stack', 'example.com/team': 'sre' },
        instanceSelector: { dashboards: 'grafana' },
      },
    });
    expect(format).toEqual({
      ...{ rules: 'prometheus_operator', dashboard: 'grafana_operator' },
      namespace: 'monitoring',
      labels: { release: 'kube-prometheus-stack', 'example.com/team': 'sre' },
      instance_selector: { dashboards: 'grafana' },
    });
  });

  it.each([
    [
      { rules: 'mimir' },
      'Target production: format.rules: mimir is unknown. Use prometheus, prometheusOperator.',
    ],
    [
      { dashboard: 'constructor' },
      'format.dashboard: constructor is unknown. Use json, configMap, grafanaOperator.',
    ],
    [
      { dashboards: 'json' },
      'Target production: format: dashboards is unknown',
    ],
    [
      { ...PROMETHEUS_OPERATOR, namespace: 'Monitoring' },
      'format.namespace: "Monitoring" is not a Kubernetes namespace',
    ],
    [
      { namespace: 'monitoring', labels: { release: 'x' } },
      'Target production: format: namespace and labels would have no effect, because no Kubernetes object is written. Set rules or dashboard there, or leave them out.',
    ],
    [
      { ...PROMETHEUS_OPERATOR, labels: { 'a b': 'x' } },
      'format.labels: "a b" is not the name of a Kubernetes label.',
    ],
    [{ ...PROMETHEUS_OPERATOR, labels: { '/a': 'x' } }, 'not the name'],
    [{ ...PROMETHEUS_OPERATOR, labels: { 'a/b/c': 'x' } }, 'not the name'],
    [
      { ...PROMETHEUS_OPERATOR, labels: { team: 'the team' } },
      'format.labels: "the team" is not the value of a Kubernetes label',
    ],
    [
      { ...PROMETHEUS_OPERATOR, labels: { team: 'x'.repeat(64) } },
      'not the value',
    ],
    [
      { ...PROMETHEUS_OPERATOR, labels: { team: 1 } },
      'format.labels: the value of team is not a text. Put it in quotes.',
    ],
    [{ ...PROMETHEUS_OPERATOR, labels: { team: ' ' } }, 'team is empty'],
    [
      { ...PROMETHEUS_OPERATOR, labels: ['team'] },
      'format.labels must be a mapping',
    ],
    [
      {
        ...PROMETHEUS_OPERATOR,
        labels: { 'app.kubernetes.io/managed-by': 'helm' },
      },
      'app.kubernetes.io/managed-by is set by SLO Scout. Leave it out.',
    ],
    [
      { dashboard: 'grafanaOperator' },
      'Target production: format.instanceSelector is missing: the labels of the Grafana that shall show the dashboards.',
    ],
    [
      { dashboard: 'configMap', instanceSelector: { a: 'b' } },
      'format.instanceSelector would have no effect: it is for dashboard: grafanaOperator only.',
    ],
  ])('refuses %j', (format, sentence) => {
    expect(() => read({ format })).toThrow(sentence);
  });
});

describe('rules', () => {
  const COMMON = {
    labels: { team: 'platform', tenant: 'shop' },
    annotations: { ticket: 'OPS' },
    severities: { critical: 'page', high: 'page' },
  };

  it("puts a target's own over those of all targets", () => {
    const { rules } = read(
      { rules: { labels: { team: 'sre' }, severities: { high: 'ticket' } } },
      { rules: COMMON },
    );
    expect(rules).toEqual({
      labels: { team: 'sre', tenant: 'shop' },
      annotations: { ticket: 'OPS' },
      severities: { critical: 'page', high: 'ticket' },
    });
  });

  it('shares its section with what else is said of rules', () => {
    expect(() => read({}, { rules: { exactMaxSeries: 50 } })).not.toThrow();
    expect(() => read({ rules: { exactMaxSeries: 50 } })).toThrow('unknown');
  });

  it.each([
    [{ label: {} }, 'rules: label is unknown'],
    [{ labels: { slo: 'x' } }, 'rules: The added label "slo"'],
    [{ labels: { severity: 'x' } }, 'The added label "severity"'],
    [{ labels: { burn_rate: 'x' } }, 'The added label "burn_rate"'],
    [{ labels: { alertname: 'x' } }, 'The added label "alertname"'],
    [{ labels: { 'my-team': 'x' } }, 'The added label "my-team" is not a name'],
    [{ labels: { __team: 'x' } }, 'The added label "__team" is not a name'],
    [{ labels: { team: '' } }, 'team is empty. Leave it out.'],
    [{ labels: { team: 7 } }, 'the value of team is not a text'],
    [{ labels: { team: 'a\nb' } }, 'the value of team must be one line'],
    [{ labels: { team: 'a\u2028b' } }, 'the value of team must be one line'],
    [{ labels: { team: 'x'.repeat(1001) } }, 'at most 1000 characters'],
    [{ annotations: { summary: 'x' } }, 'The added annotation "summary"'],
    [{ annotations: { runbook_url: 'x' } }, 'The added annotation "runbook'],
    [{ severities: { page: 'x' } }, 'severities: page is not a severity of'],
    [{ severities: { high: ' ' } }, 'high is empty'],
  ])('refuses %j, of one target and of all', (rules, sentence) => {
    expect(() => read({ rules })).toThrow(`Target production: `);
    expect(() => read({ rules })).toThrow(sentence);
    expect(() => read({}, { rules })).toThrow('sloScout.rules');
  });
});

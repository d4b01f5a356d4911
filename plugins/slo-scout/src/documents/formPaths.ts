import type { IndicatorKind } from './form';
import type { YamlPath, YamlText } from './YamlText';

/** Where the fields of a form stand in a document of OpenSLO v1. */
export const INDICATOR = ['spec', 'indicator', 'spec'];
const RATIO = [...INDICATOR, 'ratioMetric'];
const SOURCE = ['metricSource', 'spec', 'query'];
const OBJECTIVE = ['spec', 'objectives', 0];
const LABELS = ['metadata', 'labels'];
const ANNOTATIONS = ['metadata', 'annotations'];

export interface FieldPaths {
  name: YamlPath;
  displayName: YamlPath;
  description: YamlPath;
  query: Record<IndicatorKind, YamlPath>;
  total: YamlPath;
  counter: YamlPath;
  shareOf: YamlPath;
  op: YamlPath;
  limit: YamlPath;
  target: YamlPath;
  targetPercent: YamlPath;
  window: YamlPath;
  severity: YamlPath;
  exact: YamlPath;
  alertFor: YamlPath;
}

/** The part of an indicator that a kind of query stands in. */
export const PART: Record<IndicatorKind, YamlPath> = {
  good: [...RATIO, 'good'],
  bad: [...RATIO, 'bad'],
  share: [...RATIO, 'raw'],
  threshold: [...INDICATOR, 'thresholdMetric'],
};

/** The severity may stand in a label or, over it, in our annotation. */
export function fieldPaths(yaml: YamlText, index: number): FieldPaths {
  const annotated = [...ANNOTATIONS, 'slo-scout.io/severity'];
  return {
    name: ['metadata', 'name'],
    displayName: ['metadata', 'displayName'],
    description: ['spec', 'description'],
    query: {
      good: [...PART.good, ...SOURCE],
      bad: [...PART.bad, ...SOURCE],
      share: [...PART.share, ...SOURCE],
      threshold: [...PART.threshold, ...SOURCE],
    },
    total: [...RATIO, 'total', ...SOURCE],
    counter: [...RATIO, 'counter'],
    shareOf: [...RATIO, 'rawType'],
    op: [...OBJECTIVE, 'op'],
    limit: [...OBJECTIVE, 'value'],
    target: [...OBJECTIVE, 'target'],
    targetPercent: [...OBJECTIVE, 'targetPercent'],
    window: ['spec', 'timeWindow', 0, 'duration'],
    severity: yaml.has(index, annotated) ? annotated : [...LABELS, 'severity'],
    exact: [...ANNOTATIONS, 'slo-scout.io/accuracy'],
    alertFor: [...ANNOTATIONS, 'slo-scout.io/alert-for'],
  };
}

const METRIC = '(metricSource\\.(type|spec\\.query))';

/** What every document of an SLO says, or a field of the form does. */
const SHOWN = [
  'apiVersion',
  'kind',
  'metadata\\.(name|displayName|labels\\.severity)',
  'metadata\\.annotations\\.slo-scout\\.io/(severity|accuracy|alert-for)',
  'spec\\.(description|service|indicator\\.metadata\\.name)',
  `spec\\.indicator\\.spec\\.ratioMetric\\.(counter|rawType|(good|bad|total|raw)\\.${METRIC})`,
  `spec\\.indicator\\.spec\\.thresholdMetric\\.${METRIC}`,
  'spec\\.timeWindow\\.0\\.(duration|isRolling)',
  'spec\\.objectives\\.0\\.(op|value|target|targetPercent)',
];

const IS_SHOWN = new RegExp(`^(${SHOWN.join('|')})$`);

/** Whether the form shows what stands there, or everybody knows it. */
export function isShown(path: YamlPath): boolean {
  return IS_SHOWN.test(path.join('.'));
}

import {
  SEVERITIES,
  type Severity,
  THRESHOLD_OPERATORS,
  type ThresholdOperator,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { exactNumber } from '../model/whatIfScale';
import { fieldPaths, INDICATOR, isShown } from './formPaths';
import { YamlText, type YamlFault } from './YamlText';

/** How a form asks for an indicator. */
export type IndicatorKind = 'good' | 'bad' | 'share' | 'threshold';

/** An SLO document as fields. Texts may be anything that was written. */
export interface SloForm {
  name: string;
  displayName: string;
  description: string;
  /** Undefined where the indicator stands in a document of its own. */
  kind?: IndicatorKind;
  /** Good or bad events, a ready-made share, or the measured value. */
  query: string;
  /** All events, of `good` and `bad`. */
  total: string;
  /** Whether the queries count up; undefined where the document does not say. */
  counter?: boolean;
  /** What a ready-made share is of. */
  shareOf: 'failure' | 'success';
  op: ThresholdOperator;
  /** Limit of a threshold. */
  limit: string;
  /** In percent, as it is written. */
  percent: string;
  window: string;
  severity: Severity;
  exact: boolean;
  /** How long a threshold's alert waits; '' for the usual 5 minutes. */
  alertFor: string;
}

/** Why a form shows a document but cannot change it. */
export type FormRefusal =
  | { because: 'dialect'; what: string }
  | { because: 'aliases' }
  | { because: 'shape'; what: string }
  | { because: 'large' };

/** What a form shows of a text. */
export type FormView =
  | { state: 'unreadable'; fault: YamlFault }
  | { state: 'empty' }
  | {
      state: 'refused';
      choices: FormChoice[];
      chosen: number;
      refusal: FormRefusal;
    }
  | {
      state: 'ready';
      choices: FormChoice[];
      chosen: number;
      form: SloForm;
      /** Fields that stay as they are, since the form does not show them. */
      kept: string[];
    };

/** One document of a text. */
export interface FormChoice {
  index: number;
  name: string;
}

/** Beyond this a form would be slow to follow. Characters. */
const MOST = 200_000;

/**
 * What a form shows of a text of documents.
 *
 * @param wanted - number of the document; another one where that is no SLO
 */
export function formOf(text: string, wanted = 0): FormView {
  if (text.length > MOST) {
    const refusal = { because: 'large' as const };
    return { state: 'refused', choices: [], chosen: 0, refusal };
  }
  const yaml = new YamlText(text);
  if (yaml.fault) return { state: 'unreadable', fault: yaml.fault };
  const choices = choicesOf(yaml);
  if (choices.length === 0) return { state: 'empty' };
  const { index } = choices.find(c => c.index === wanted) ?? choices[0];
  const refusal = refusalOf(yaml, index);
  if (refusal) return { state: 'refused', choices, chosen: index, refusal };
  return {
    state: 'ready',
    choices,
    chosen: index,
    form: readForm(yaml, index),
    kept: keptOf(yaml, index),
  };
}

/** Documents that hold an SLO, of whatever dialect. */
function choicesOf(yaml: YamlText): FormChoice[] {
  const parts = new Set(['SLI', 'DataSource', 'Service', 'AlertPolicy']);
  return yaml.documents.flatMap((document, index) => {
    if (document.contents === null) return [];
    const kind = textAt(yaml, index, ['kind']);
    if (parts.has(kind)) return [];
    const name =
      textAt(yaml, index, ['metadata', 'name']) ||
      textAt(yaml, index, ['service']);
    return [{ index, name }];
  });
}

function refusalOf(yaml: YamlText, index: number): FormRefusal | undefined {
  const version =
    textAt(yaml, index, ['apiVersion']) || textAt(yaml, index, ['version']);
  const kind = textAt(yaml, index, ['kind']);
  if (version !== 'openslo/v1' || kind !== 'SLO') {
    const what = [version, kind].filter(Boolean).join(', ');
    return { because: 'dialect', what: what || '–' };
  }
  if (yaml.hasAliases(index)) return { because: 'aliases' };
  const maps = [['metadata'], ['spec'], INDICATOR.slice(0, -1), INDICATOR];
  const wrong = maps.find(path => {
    const value = yaml.get(index, path);
    return value !== undefined && value !== null && !isPlainMap(value);
  });
  if (wrong) return { because: 'shape', what: wrong.join('.') };
  const list = ['objectives', 'timeWindow'].find(name => {
    const value = yaml.get(index, ['spec', name]);
    return value !== undefined && value !== null && !isListOfMaps(value);
  });
  return list === undefined
    ? undefined
    : { because: 'shape', what: `spec.${list}` };
}

function isPlainMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfMaps(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPlainMap);
}

function textAt(
  yaml: YamlText,
  index: number,
  path: Array<string | number>,
): string {
  const value = yaml.has(index, path) ? yaml.get(index, path) : undefined;
  return value === undefined || value === null || typeof value === 'object'
    ? ''
    : String(value);
}

function readForm(yaml: YamlText, index: number): SloForm {
  const paths = fieldPaths(yaml, index);
  const text = (path: Array<string | number>) => textAt(yaml, index, path);
  const kind = kindOf(yaml, index);
  const oneOf = <T extends string>(known: readonly T[], of: string, other: T) =>
    known.find(value => value === of) ?? other;
  const counter = yaml.get(index, paths.counter);
  return {
    name: text(paths.name),
    displayName: text(paths.displayName),
    description: text(paths.description),
    kind,
    query: kind ? text(paths.query[kind]) : '',
    total: text(paths.total),
    counter: typeof counter === 'boolean' ? counter : undefined,
    shareOf: oneOf(['failure', 'success'], text(paths.shareOf), 'failure'),
    op: oneOf(THRESHOLD_OPERATORS, text(paths.op), 'lt'),
    limit: text(paths.limit),
    percent: percentOf(yaml, index),
    window: text(paths.window),
    severity: oneOf(SEVERITIES, text(paths.severity), 'high'),
    exact: text(paths.exact) === 'exact',
    alertFor: text(paths.alertFor),
  };
}

function kindOf(yaml: YamlText, index: number): IndicatorKind | undefined {
  const has = (...path: string[]) => yaml.has(index, [...INDICATOR, ...path]);
  if (has('thresholdMetric')) return 'threshold';
  if (has('ratioMetric', 'raw')) return 'share';
  if (has('ratioMetric', 'bad')) return 'bad';
  if (has('ratioMetric')) return 'good';
  return yaml.has(index, ['spec', 'indicatorRef']) ? undefined : 'good';
}

function percentOf(yaml: YamlText, index: number): string {
  const { target, targetPercent } = fieldPaths(yaml, index);
  const percent = textAt(yaml, index, targetPercent);
  if (percent !== '') return percent;
  const share = yaml.get(index, target);
  return typeof share === 'number'
    ? String(exactNumber(share * 100))
    : textAt(yaml, index, target);
}

/** Paths of what the document says and the form does not show. */
function keptOf(yaml: YamlText, index: number): string[] {
  const leaves: string[] = [];
  const walk = (value: unknown, path: Array<string | number>) => {
    if (isShown(path)) return;
    if (typeof value !== 'object' || value === null) {
      leaves.push(path.join('.'));
    } else {
      Object.entries(value).forEach(([key, item]) =>
        walk(item, [...path, Array.isArray(value) ? Number(key) : key]),
      );
    }
  };
  walk(yaml.documents[index].toJS(), []);
  return leaves;
}

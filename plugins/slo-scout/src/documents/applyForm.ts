import { isMap, isNode } from 'yaml';
import { readNumber, shareOf } from '../model/whatIfScale';
import { formOf, type IndicatorKind, type SloForm } from './form';
import { fieldPaths, PART } from './formPaths';
import { removeField, YamlText, type YamlPath } from './YamlText';

const OF_INDICATOR = new Set<keyof SloForm>([
  'kind',
  'query',
  'total',
  'counter',
  'shareOf',
]);

const EMPTY = { metricSource: { type: 'Prometheus', spec: { query: '' } } };

/** Fields of a form that change. */
export type FormChange = Partial<SloForm>;

/**
 * The text with the changed fields; all else in it stays, comments and fields that
 * the form does not know among it. Without a form of the document nothing changes.
 */
export function applyForm(
  text: string,
  index: number,
  change: FormChange,
): string {
  const fields = Object.keys(change) as Array<keyof SloForm>;
  return (
    fields
      // The kind says where the queries stand.
      .sort((a, b) => Number(b === 'kind') - Number(a === 'kind'))
      .reduce((before, field) => {
        const view = formOf(before, index);
        if (view.state !== 'ready' || view.chosen !== index) return before;
        if (view.form[field] === change[field]) return before;
        // The indicator stands elsewhere: here there is none to change.
        if (view.form.kind === undefined && OF_INDICATOR.has(field))
          return before;
        return withField(before, index, field, { ...view.form, ...change });
      }, text)
  );
}

function withField(
  text: string,
  index: number,
  field: keyof SloForm,
  form: SloForm,
): string {
  const yaml = new YamlText(text);
  const paths = fieldPaths(yaml, index);
  const set = (path: YamlPath, value: string | number | boolean | undefined) =>
    yaml.with(index, path, value);
  switch (field) {
    case 'kind':
      return form.kind ? withKind(yaml, index, form.kind, form) : text;
    case 'query':
      return form.kind ? set(paths.query[form.kind], form.query) : text;
    case 'percent':
      return withPercent(yaml, index, form.percent);
    case 'limit':
      return set(paths.limit, readNumber(form.limit) ?? form.limit);
    case 'exact':
      return set(paths.exact, form.exact ? 'exact' : undefined);
    case 'displayName':
    case 'description':
    case 'alertFor':
      return set(paths[field], form[field] === '' ? undefined : form[field]);
    case 'name':
      return withName(yaml, index, form.name);
    default:
      return set(paths[field], form[field]);
  }
}

/** An indicator that had the SLO's name goes with it. */
function withName(yaml: YamlText, index: number, name: string): string {
  const indicator = ['spec', 'indicator', 'metadata', 'name'];
  const { name: path } = fieldPaths(yaml, index);
  const same =
    yaml.has(index, indicator) &&
    yaml.get(index, indicator) === yaml.get(index, path);
  const renamed = yaml.with(index, path, name);
  return same ? new YamlText(renamed).with(index, indicator, name) : renamed;
}

function withPercent(yaml: YamlText, index: number, percent: string): string {
  const { target, targetPercent } = fieldPaths(yaml, index);
  const number = readNumber(percent);
  return yaml.has(index, targetPercent)
    ? yaml.with(index, targetPercent, number ?? percent)
    : yaml.with(
        index,
        target,
        number === undefined ? percent : shareOf(number),
      );
}

/**
 * The document with an indicator of another kind: its query moves along, with
 * whatever stands beside it.
 */
function withKind(
  yaml: YamlText,
  index: number,
  kind: IndicatorKind,
  form: SloForm,
): string {
  const before = formOf(yaml.text, index);
  const from = before.state === 'ready' ? before.form.kind : undefined;
  if (from === undefined) return yaml.text;
  const paths = fieldPaths(yaml, index);
  const ratio = PART.good.slice(0, -1);
  const counted = kind === 'good' || kind === 'bad';
  return yaml.rewritten(index, document => {
    const drop = (path: YamlPath) => removeField(document, path);
    const found: unknown = document.getIn(PART[from], true);
    const metric =
      isNode(found) && isMap(found) ? found : document.createNode(EMPTY);
    drop(PART[from]);
    if (!counted) {
      drop([...ratio, 'total']);
      drop(paths.counter);
    }
    if (kind !== 'share') drop(paths.shareOf);
    if (kind === 'threshold') drop(ratio);
    document.setIn(PART[kind], metric);
    if (counted && !document.hasIn(paths.total)) {
      document.setIn(paths.counter, form.counter ?? true);
      document.setIn([...ratio, 'total'], document.createNode(EMPTY));
    }
    if (kind === 'share') document.setIn(paths.shareOf, form.shareOf);
    if (kind === 'threshold') {
      document.setIn(paths.op, form.op);
      document.setIn(paths.limit, readNumber(form.limit) ?? 0);
    } else {
      drop(paths.op);
      drop(paths.limit);
      drop(paths.alertFor);
    }
  });
}

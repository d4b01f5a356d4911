import { prepare } from '../prepare';
import { headerLines } from '../ruleFile';
import type { GeneratedFile, GeneratorInput, OutputFormat } from '../types';
import { wrapConfigMap } from './configMap';
import { wrapGrafanaDashboard } from './grafanaOperator';
import { objectName } from './objectName';
import type { ObjectMeta } from './objectText';
import { wrapPrometheusRule } from './prometheusRule';
import { printableJson } from './printableJson';

const PLAIN: OutputFormat = {
  rules: 'prometheus',
  dashboard: 'json',
  labels: {},
};

/** Puts the files into the objects that the target asks for. */
export function wrapFiles(
  input: GeneratorInput,
  files: GeneratedFile[],
): GeneratedFile[] {
  const format = input.target.format ?? PLAIN;
  return files.map(file => ({
    ...file,
    content: wrapped(input, format, file),
  }));
}

function wrapped(
  input: GeneratorInput,
  format: OutputFormat,
  { type, content }: GeneratedFile,
): string {
  switch (type) {
    case 'recording_rule':
    case 'alert_rule':
      return format.rules === 'prometheus'
        ? content
        : wrapPrometheusRule(
            content,
            metaOf(input, format, type === 'alert_rule' ? 'slos' : 'slis'),
          );
    case 'grafana_dashboard':
      return dashboard(input, format, printableJson(content));
    default:
      return content;
  }
}

function dashboard(
  input: GeneratorInput,
  format: OutputFormat,
  json: string,
): string {
  if (format.dashboard === 'json') return json;
  const header = headerLines(prepare(input).slos);
  const meta = metaOf(input, format, 'dashboard');
  return format.dashboard === 'configmap'
    ? wrapConfigMap(json, header, meta)
    : wrapGrafanaDashboard(json, header, meta, format.instance_selector ?? {});
}

/** Two environments may share a cluster: its name has the environment, too. */
function metaOf(
  { service, environment }: GeneratorInput,
  { namespace, labels }: OutputFormat,
  what: string,
): ObjectMeta {
  return {
    name: objectName(service.name, environment, what),
    ...(namespace === undefined ? {} : { namespace }),
    labels,
  };
}

import type { OutputFormat } from './types';

/** Where the generated files stand below a target's directory. */
export interface Layout {
  recording_rule: string;
  alert_rule: string;
  inhibit_rule: string;
  grafana_dashboard: string;
  /** The runbook for machines, one for each SLO. */
  runbook: string;
  /** The same runbook for people: what `runbook_url` leads to. */
  runbook_page: string;
  /** One for each alert; outside of the rule directories, whose globs would load it. */
  rule_test: string;
}

/** The specification's directories; placeholders are filled with names of letters, digits and `_`. */
export const DEFAULT_LAYOUT: Layout = {
  recording_rule: 'prometheus/rules/recording/{service}_slis.yaml',
  alert_rule: 'prometheus/rules/alerting/{service}_slos.yaml',
  inhibit_rule: 'alertmanager/inhibit_rules/{service}.yaml',
  grafana_dashboard: 'grafana/dashboards/{service}.json',
  runbook: 'runbooks/{service}_{slo}.yaml',
  runbook_page: 'runbooks/{service}_{slo}.md',
  rule_test: 'prometheus/tests/{service}_{slo}_{alert}.yaml',
};

/** The whole layout of a target: a dashboard inside a Kubernetes object is YAML. */
export function layoutOf(target: {
  layout?: Partial<Layout>;
  format?: Pick<OutputFormat, 'dashboard'>;
}): Layout {
  const wrapped = (target.format?.dashboard ?? 'json') !== 'json';
  return {
    ...DEFAULT_LAYOUT,
    ...(wrapped
      ? { grafana_dashboard: 'grafana/dashboards/{service}.yaml' }
      : {}),
    ...target.layout,
  };
}

/** A layout's path for these names. */
export function fillPath(
  template: string,
  names: { service: string; slo?: string; alert?: string },
): string {
  return template
    .replaceAll('{service}', names.service)
    .replaceAll('{slo}', names.slo ?? '')
    .replaceAll('{alert}', names.alert ?? '');
}

/** Matches the paths that `fillPath` can make of a template, and no others. */
export function pathPattern(template: string): RegExp {
  const seen = new Set<string>();
  // Odd parts are the placeholders' names.
  const parts = template.split(/\{([a-z]+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[^A-Za-z0-9_/]/g, '\\$&');
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    return `(?<${part}>[A-Za-z0-9_]+)`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

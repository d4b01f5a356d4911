import type { Severity } from '@slo-scout/backstage-plugin-slo-scout-common';
import { GenerationRefused } from './GenerationRefused';
import type { RuleOptions } from './types';

/** Labels that every rule has from us. */
export const RULE_LABELS = ['service', 'environment', 'slo', 'owner'] as const;

/** Labels that our alerts have besides. */
export const ALERT_LABELS = [
  'alertname',
  'severity',
  'long',
  'short',
  'burn_rate',
] as const;

/** Annotations that our alerts have. */
export const ANNOTATIONS = [
  'summary',
  'description',
  'runbook_url',
  'dashboard_url',
] as const;

const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Throws `GenerationRefused` for names that an organisation cannot give. */
export function refuseUnusableOptions(options: RuleOptions | undefined) {
  const ours: string[] = [...RULE_LABELS, ...ALERT_LABELS];
  for (const name of Object.keys(options?.labels ?? {})) {
    refuseName('label', name, ours);
  }
  for (const name of Object.keys(options?.annotations ?? {})) {
    refuseName('annotation', name, ANNOTATIONS);
  }
}

function refuseName(
  what: 'label' | 'annotation',
  name: string,
  ours: readonly string[],
) {
  const shown = JSON.stringify(name.slice(0, 80));
  if (ours.includes(name)) {
    throw new GenerationRefused(
      `The added ${what} ${shown} is one that the rules set themselves. Give it another name.`,
    );
  }
  if (!LABEL_NAME.test(name) || name.startsWith('__')) {
    throw new GenerationRefused(
      `The added ${what} ${shown} is not a name that Prometheus takes: letters, digits and "_", no digit first, not "__" first.`,
    );
  }
}

/** The value of the label `severity`, in the organisation's words where it has its own. */
export function severityLabel(
  options: RuleOptions | undefined,
  severity: Severity,
): string {
  return options?.severities[severity] ?? severity;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parseAllDocuments } from 'yaml';
import type { DraftSlo } from '../../types';

/** Specs of Sloth's examples; in `_gen` the rules that Sloth made of each. */
export const slothVectors = resolvePackagePath(
  '@slo-scout/backstage-plugin-slo-scout-backend',
  '../../../shared/vectors/sloth',
);

export interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  labels: Record<string, string>;
}
export interface Group {
  name: string;
  rules: Rule[];
}

/** Sloth's groups, without what no alert reads: the period's ratio and metadata. */
export function slothGroups(file: string): Group[] {
  const text = readFileSync(join(slothVectors, '_gen', file), 'utf8');
  return [parseAllDocuments(text)]
    .flat()
    .flatMap(document => {
      const value = document.toJS();
      return (value?.spec?.groups ?? value?.groups ?? []) as Group[];
    })
    .filter(({ name }) => !name.startsWith('sloth-slo-meta'))
    .map(group => ({
      ...group,
      rules: group.rules.filter(
        ({ record }) => record !== 'slo:sli_error:ratio_rate30d',
      ),
    }));
}

/**
 * Sloth prints 1 - 0.999 as 0.0009999999999999432. The same alerts with 0.001
 * show which minutes are of that alone.
 */
export function withDecimals(groups: Group[], slos: DraftSlo[]): Group[] {
  return groups
    .filter(({ name }) => name.startsWith('sloth-slo-alerts'))
    .map(({ name, rules }, index) => ({
      name: `${name}-decimal`,
      rules: rules.map(rule => ({
        ...rule,
        expr: rule.expr.replace(/\* 0\.\d+\)/g, `* ${budgetOf(slos[index])})`),
        labels: {
          ...rule.labels,
          sloth_severity: `${rule.labels.sloth_severity}-decimal`,
        },
      })),
    }));
}

export function budgetOf({ objective }: DraftSlo): number {
  return Number((1 - objective).toFixed(9));
}

/** Alerts in Sloth's own shape, for SLOs whose alerts are switched off in Sloth. */
export function alertsLikeSloth(id: string, budget: number): Group {
  const over = (window: string, factor: number) =>
    `max(slo:sli_error:ratio_rate${window}{sloth_id="${id}"} > (${factor} * ${budget})) without (sloth_window)`;
  const either = (pairs: Array<[string, string, number]>) =>
    pairs
      .map(
        ([short, long, factor]) =>
          `(${over(short, factor)} and ${over(long, factor)})`,
      )
      .join(' or ');
  const alert = (severity: string, expr: string): Rule => ({
    alert: 'LikeSloth',
    expr,
    labels: { sloth_severity: severity },
  });
  return {
    name: `sloth-slo-alerts-${id}`,
    rules: [
      alert(
        'page',
        either([
          ['5m', '1h', 14.4],
          ['30m', '6h', 6],
        ]),
      ),
      alert(
        'ticket',
        either([
          ['2h', '1d', 3],
          ['6h', '3d', 1],
        ]),
      ),
    ],
  };
}

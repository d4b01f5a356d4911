import type { Indicator } from '../indicator/Indicator';
import { indicatorOf } from '../indicator/indicatorOf';
import { prepare, Prepared, PreparedSlo } from '../prepare';
import { AlertingRule, renderRuleFile } from '../ruleFile';
import type { ArtifactGenerator, GeneratorInput } from '../types';
import { annotationsOf } from './annotations';
import { exprOf } from './exprOf';
import { PlannedAlert, planAlerts } from './plan';
import { literal } from './template';

/** Prometheus alerting rules: burn rates, limits and missing data. */
export const alertRules: ArtifactGenerator = {
  type: 'alert_rule',
  generate(input) {
    const prepared = prepare(input);
    const plans = prepared.slos.map(slo => ({ slo, ...planAlerts(slo) }));
    const rules = plans.map(({ slo, alerts }) => {
      const indicator = indicatorOf(slo);
      return alerts.map(alert =>
        alertingRule({ input, prepared, slo, indicator, alert }),
      );
    });
    return {
      files: [
        {
          type: 'alert_rule',
          path: prepared.alertPath,
          content: renderRuleFile(prepared, `${prepared.service}_slos`, rules),
          slo_ids: prepared.ids,
        },
      ],
      notes: plans.flatMap(plan => plan.notes),
    };
  },
};

/** How long a condition must hold; burn rates have their short window instead. */
const FOR: Record<PlannedAlert['kind']['is'], string | undefined> = {
  burn_rate: undefined,
  threshold: '5m',
  no_data: '10m',
};

function alertingRule(context: {
  input: GeneratorInput;
  prepared: Prepared;
  slo: PreparedSlo;
  indicator: Indicator;
  alert: PlannedAlert;
}): AlertingRule {
  const { slo, indicator, alert } = context;
  const holds = FOR[alert.kind.is];
  return {
    alert: alert.name,
    expr: exprOf(slo, indicator, alert),
    ...(holds ? { for: holds } : {}),
    labels: {
      severity: alert.severity,
      service: literal(slo.labels.service),
      environment: literal(slo.labels.environment),
      slo: slo.labels.slo,
      owner: literal(slo.labels.owner),
      ...pairLabels(alert),
    },
    annotations: annotationsOf(context),
  };
}

function pairLabels({ kind }: PlannedAlert): Record<string, string> {
  if (kind.is !== 'burn_rate') return {};
  const { long, short, factor } = kind.pair;
  return { long, short, burn_rate: factor.toString() };
}

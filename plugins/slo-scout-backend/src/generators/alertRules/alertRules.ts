import type { Indicator } from '../indicator/Indicator';
import { indicatorOf } from '../indicator/indicatorOf';
import { prepare, Prepared, PreparedSlo } from '../prepare';
import { AlertingRule, renderRuleFile } from '../ruleFile';
import { severityLabel } from '../ruleOptions';
import type { ArtifactGenerator, GeneratorInput } from '../types';
import { annotationsOf } from './annotations';
import { exprOf } from './exprOf';
import { PlannedAlert, planAlerts } from './plan';
import { literal, literals } from './template';

/** Prometheus alerting rules: burn rates, limits and missing data. */
export const alertRules: ArtifactGenerator = {
  type: 'alert_rule',
  generate(input) {
    const prepared = prepare(input);
    const plans = prepared.slos.map(slo => ({ slo, ...planAlerts(slo) }));
    const rules = plans.map(({ slo, alerts, notes }) => {
      const indicator = indicatorOf(slo);
      return {
        comments: notes,
        rules: alerts.map(alert =>
          alertingRule({ input, prepared, slo, indicator, alert }),
        ),
      };
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

function alertingRule(context: {
  input: GeneratorInput;
  prepared: Prepared;
  slo: PreparedSlo;
  indicator: Indicator;
  alert: PlannedAlert;
}): AlertingRule {
  const { input, slo, indicator, alert } = context;
  return {
    alert: alert.name,
    expr: exprOf(slo, indicator, alert),
    ...(alert.holds ? { for: alert.holds } : {}),
    labels: {
      severity: literal(severityLabel(input.rules, alert.severity)),
      service: literal(slo.labels.service),
      environment: literal(slo.labels.environment),
      slo: slo.labels.slo,
      owner: literal(slo.labels.owner),
      ...literals(slo.added),
      ...pairLabels(alert),
    },
    annotations: annotationsOf({ ...context, groupedBy: indicator.groupedBy }),
  };
}

function pairLabels({ kind }: PlannedAlert): Record<string, string> {
  if (kind.is !== 'burn_rate') return {};
  const { long, short, factor } = kind.pair;
  return { long, short, burn_rate: factor.toString() };
}

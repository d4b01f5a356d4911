import { parseEntityRef } from '@backstage/catalog-model';
import { objectivePercent } from '../alertRules/annotations';
import { planAlerts, titleOf, within } from '../alertRules/plan';
import { recordedErrorRatio } from '../indicator/recordedPair';
import { Decimal, printNumber } from '../../promql';
import { prepare, Prepared, PreparedSlo } from '../prepare';
import { headerLines, renderYaml } from '../ruleFile';
import type { ArtifactGenerator, GeneratorInput } from '../types';
import { defaultTemplate } from './defaultTemplate';
import { fillTemplate, parseTemplate, TemplateValues } from './template';

/** Used where the environment has no Prometheus address: what a port-forward listens on. */
const LOCAL_PROMETHEUS = 'http://localhost:9090';

/** Runbooks by a template in YAML; one for each SLO. */
export function createRunbookGenerator(template: string): ArtifactGenerator {
  return {
    type: 'runbook',
    generate(input) {
      const prepared = prepare(input);
      const parsed = parseTemplate(template);
      return {
        files: prepared.slos.map(slo => ({
          type: 'runbook',
          path: slo.runbookPath,
          content: renderYaml(
            headerLines([slo]),
            fillTemplate(parsed, valuesOf(input, prepared, slo)),
          ),
          slo_ids: [slo.slo.id],
        })),
        notes: input.target.prometheusUrl
          ? []
          : [
              `The address of Prometheus for ${input.environment} is not configured; the runbooks ask ${LOCAL_PROMETHEUS}.`,
            ],
      };
    },
  };
}

/** Runbooks by the template in `templates/runbook`. */
export const runbook = createRunbookGenerator(defaultTemplate);

function valuesOf(
  input: GeneratorInput,
  prepared: Prepared,
  current: PreparedSlo,
): TemplateValues {
  const { slo, labels } = current;
  const { target, service, environment } = input;
  const { alerts } = planAlerts(current);
  const evidence = slo.evidence ?? { capsule_ids: [], trace_ids: [] };
  return {
    values: {
      service_name: service.name,
      environment,
      slo_name: slo.name,
      slo_title: titleOf(slo),
      slo_description: slo.description ?? '',
      slo_objective: `${objectivePercent(slo)} % over ${slo.window}`,
      slo_threshold: thresholdOf(current),
      slo_window: slo.window,
      slo_severity: slo.severity,
      owner: service.owner,
      owner_name: labels.owner,
      system: service.system ?? '',
      namespace: service.namespace,
      workload: parseEntityRef(service.entity_ref).name,
      prometheus_url: target.prometheusUrl ?? LOCAL_PROMETHEUS,
      value_query: current.recorded('value'),
      burn_rate_query: burnRateQuery(current),
      dashboard_url: prepared.dashboardUrl,
      entity_url: target.entityUrl ?? '',
    },
    lists: {
      alerts: alerts.map(alert => ({
        alert_name: alert.name,
        alert_meaning: alert.means,
        alert_severity: alert.severity,
      })),
      rule_files: [prepared.recordingPath, prepared.alertPath].map(path => ({
        rule_file: target.fileUrl(path),
      })),
      capsules: evidence.capsule_ids.map(id => ({ capsule_id: id })),
      traces: evidence.trace_ids.map(id => ({ trace_id: id })),
    },
  };
}

function thresholdOf({ slo }: PreparedSlo): string {
  return slo.sli.kind === 'threshold'
    ? `${within(slo.sli)}, ${objectivePercent(slo)} % of the time`
    : `at least ${objectivePercent(slo)} % of events are good`;
}

function burnRateQuery(prepared: PreparedSlo): string {
  const budget = Decimal.of(1).minus(Decimal.of(prepared.slo.objective));
  return `${recordedErrorRatio(prepared, '1h').expr} / ${printNumber(budget)}`;
}

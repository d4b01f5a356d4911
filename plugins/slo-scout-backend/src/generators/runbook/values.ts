import { parseEntityRef } from '@backstage/catalog-model';
import type {
  Slo,
  ThresholdSli,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { Decimal, parseDuration, printNumber } from '../../promql';
import { objectivePercent } from '../alertRules/annotations';
import { budgetOf } from '../alertRules/burnRates';
import { PlannedAlert, planAlerts, titleOf, within } from '../alertRules/plan';
import { countsOf } from '../indicator/countsOf';
import type { Indicator } from '../indicator/Indicator';
import { indicatorOf } from '../indicator/indicatorOf';
import type { Prepared, PreparedSlo } from '../prepare';
import type { GeneratorInput } from '../types';
import { countedAs, percent, span } from '../wording';
import {
  ALL_DOWN,
  budgetLeftQuery,
  burnRateQuery,
  evaluationAgeQuery,
  rawSeries,
  scrapeQuery,
  worstSeries,
} from './queries';
import type { RunbookOptions } from './RunbookOptions';
import type { TemplateEntry, TemplateValues } from './template';

/** Used where the environment has no Prometheus address: what a port-forward listens on. */
export const LOCAL_PROMETHEUS = 'http://localhost:9090';

/** What the team does once the budget is gone, unless it has agreed on something else. */
const DEFAULT_BUDGET_POLICY =
  'Until the budget is back, ship only fixes and what makes the service more reliable; everything else waits. Whoever needs an exception asks the owner.';

/** Everything that a template may name, for one SLO. */
export function valuesOf(
  input: GeneratorInput,
  prepared: Prepared,
  current: PreparedSlo,
  options: RunbookOptions,
): TemplateValues {
  const { target, environment } = input;
  const indicator = indicatorOf(current);
  return {
    values: {
      ...sloValues(input, current),
      ...serviceValues(input, current),
      ...queryValues(prepared, current, indicator),
      environment,
      prometheus_url: target.prometheusUrl ?? LOCAL_PROMETHEUS,
      dashboard_url: prepared.dashboardUrl,
      budget_policy: options.budgetPolicy ?? DEFAULT_BUDGET_POLICY,
    },
    lists: {
      ...alertLists(current, indicator),
      ...seriesLists(current.slo),
      ...evidenceLists(current.slo, options),
      rule_files: [prepared.recordingPath, prepared.alertPath].map(path => ({
        values: { rule_file: target.fileUrl(path) },
      })),
    },
  };
}

function sloValues({ service }: GeneratorInput, current: PreparedSlo) {
  const { slo, names } = current;
  const threshold = thresholdOf(current);
  const promise = slo.description
    ? `Promised, and in doubt now: ${sentence(slo.description)}`
    : `Whoever uses ${service.name} is affected.`;
  return {
    slo_name: slo.name,
    slo_title: titleOf(slo),
    slo_description: slo.description ?? '',
    slo_objective: `${objectivePercent(slo)} % over ${slo.window}`,
    slo_threshold: threshold,
    slo_window: slo.window,
    slo_severity: slo.severity,
    slo_unit: countedAs(slo, names).what,
    slo_budget: percent(budgetOf(slo)),
    slo_budget_share: printNumber(budgetOf(slo)),
    slo_meaning: `${titleOf(slo)}: ${threshold}, over ${span(
      slo.window,
    )}. An alert says that this objective is missed, that it will be if nothing is done, or that nobody can tell.`,
    slo_impact: `${promise} ${allowance(slo)}`,
  };
}

function serviceValues(
  { service, target }: GeneratorInput,
  { labels }: PreparedSlo,
) {
  return {
    service_name: service.name,
    owner: service.owner,
    owner_name: labels.owner,
    owner_title: service.ownerTitle ?? labels.owner,
    owner_url: target.ownerUrl ?? '',
    system: service.system ?? '',
    namespace: service.namespace,
    workload: parseEntityRef(service.entity_ref).name,
    entity_url: target.entityUrl ?? '',
  };
}

function queryValues(
  prepared: Prepared,
  current: PreparedSlo,
  indicator: Indicator,
) {
  const { names, recorded, slo } = current;
  const [first] = indicator.records;
  const kinds = ['bad', 'total', 'value'] as const;
  const scrape = scrapeQuery(slo.sli);
  const kind = kinds.find(name => names[name] === first.record) ?? 'value';
  return {
    value_query: recorded('value'),
    hour_query: indicator.errorRatio('1h').expr,
    burn_rate_query: burnRateQuery(current, indicator, '1h'),
    budget_left_query: budgetLeftQuery(current, indicator),
    scrape_query: scrape,
    scrape_answer:
      scrape === ALL_DOWN
        ? 'every target that Prometheus knows can be reached; is the service among them?'
        : 'Prometheus knows no such target.',
    rule_query: first.expr,
    recorded_query: recorded(kind),
    evaluation_age_query: evaluationAgeQuery(prepared),
  };
}

function alertLists(current: PreparedSlo, indicator: Indicator) {
  const { alerts } = planAlerts(current);
  const entries = alerts.map(alert => ({
    is: alert.kind.is,
    entry: alertEntry(alert, indicator),
  }));
  const of = (is: PlannedAlert['kind']['is']): TemplateEntry[] =>
    entries.filter(found => found.is === is).map(({ entry }) => entry);
  return {
    alerts: entries.map(({ entry }) => entry),
    threshold_alerts: of('threshold'),
    burn_rate_alerts: of('burn_rate'),
    budget_alerts: of('budget_exhausted'),
    no_data_alerts: of('no_data'),
  };
}

function alertEntry(alert: PlannedAlert, indicator: Indicator): TemplateEntry {
  const { kind } = alert;
  const pair = kind.is === 'burn_rate' ? kind.pair : undefined;
  const { expr } = indicator.errorRatio(pair?.long ?? '1h');
  return {
    values: {
      alert_name: alert.name,
      alert_meaning: alert.means,
      alert_severity: alert.severity,
      ...(kind.is === 'threshold' && {
        alert_within: withinAsPrinted(kind.sli),
      }),
      ...(pair && {
        alert_long: pair.long,
        alert_long_words: span(pair.long),
        alert_short: pair.short,
        alert_short_words: span(pair.short),
        alert_pace: printNumber(pair.factor),
        alert_limit: printNumber(pair.threshold),
        alert_limit_percent: percent(pair.threshold),
        long_query: expr,
        short_query: indicator.errorRatio(pair.short).expr,
      }),
    },
    lists: {
      groups:
        indicator.groupedBy.length === 0
          ? []
          : [
              {
                values: {
                  group_labels: indicator.groupedBy.join(', '),
                  group_query: `topk(5, ${expr})`,
                },
              },
            ],
    },
  };
}

/** Prometheus prints what people call 200 ms as 0.2. */
function withinAsPrinted(sli: ThresholdSli): string {
  const printed = printNumber(sli.threshold);
  const text = within(sli);
  return text.endsWith(` ${printed}`)
    ? text
    : `${text} (printed as ${printed})`;
}

function seriesLists({ sli }: Slo) {
  const series = rawSeries(sli);
  const entry = (
    { name, selector }: { name: string; selector: string },
    query: string | undefined,
  ) =>
    query === undefined
      ? []
      : [
          {
            values: {
              series_name: name,
              series_selector: selector,
              series_query: query,
            },
          },
        ];
  return {
    raw_series: series.flatMap(one => entry(one, one.count)),
    labelled_series: series.flatMap(one => entry(one, one.labelValues)),
    named_series: series.flatMap(one => entry(one, one.similar)),
    bad_series: worstSeries(sli).flatMap(one => entry(one, one.query)),
  };
}

function evidenceLists({ evidence }: Slo, options: RunbookOptions) {
  const link = (template: string | undefined, name: string, id: string) =>
    template?.replaceAll(`{${name}}`, encodeURIComponent(id)) ?? '';
  return {
    capsules: (evidence?.capsule_ids ?? []).map(id => ({
      values: {
        capsule_id: id,
        capsule_url: link(options.capsuleUrl, 'capsule_id', id),
      },
    })),
    traces: (evidence?.trace_ids ?? []).map(id => ({
      values: {
        trace_id: id,
        trace_url: link(options.traceUrl, 'trace_id', id),
      },
    })),
  };
}

function thresholdOf({ slo, names }: PreparedSlo): string {
  if (slo.sli.kind === 'threshold' && slo.budgeting === undefined) {
    return `${within(slo.sli)}, ${objectivePercent(slo)} % of the time`;
  }
  const { what, how } = countedAs(slo, names);
  return `at least ${objectivePercent(slo)} % of ${what} are good${how}`;
}

/** The error budget in words: a percentage of a percent says little at night. */
function allowance(slo: Slo): string {
  const budget = budgetOf(slo);
  const share = `Over ${span(slo.window)} the objective allows ${percent(
    budget,
  )}`;
  if (countsOf(slo) === 'events') {
    const oneIn = Decimal.of(1).dividedBy(budget, 0);
    const exact = oneIn.times(budget).compare(Decimal.of(1)) === 0;
    return `${share} of events to be bad${exact ? `, one in ${oneIn}` : ''}.`;
  }
  return `${share} of the time to be bad, ${minutesOf(slo, budget)}.`;
}

function minutesOf({ window }: Slo, budget: Decimal): string {
  const minutes = budget
    .times(Decimal.of(parseDuration(window) / 60_000))
    .dividedBy(Decimal.of(1), 0)
    .toNumber();
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${minutes} minutes`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

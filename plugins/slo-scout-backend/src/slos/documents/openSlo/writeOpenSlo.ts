import { InputError } from '@backstage/errors';
import type {
  RatioSli,
  Sli,
  SliMetric,
  SloSpec,
} from '@slo-scout/backstage-plugin-slo-scout-common';
import { stringify } from 'yaml';
import { hasWindow } from '../../../promql';
import { ACCURACY, ALERT_FOR, CAPSULES, TRACES } from '../readMetadata';
import { syntaxFault } from '../readQuery';
import type {
  OpenSloDocument,
  OpenSloMetric,
  OpenSloObjective,
  OpenSloSli,
  OpenSloSlo,
} from './shape';

/**
 * An SLO as a document of OpenSLO v1 that reads to the same SLO again. What
 * OpenSLO has no field for stands in annotations.
 *
 * Throws `InputError` for a ratio of a counter and something else, which OpenSLO
 * cannot say.
 */
export function writeOpenSlo(slo: SloSpec, service?: string): string {
  const document: OpenSloDocument<OpenSloSlo> = {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name: slo.name,
      ...(slo.display_name ? { displayName: slo.display_name } : {}),
      labels: { severity: slo.severity },
      ...annotationsOf(slo),
    },
    spec: {
      ...(slo.description ? { description: slo.description } : {}),
      ...(service ? { service } : {}),
      indicator: { metadata: { name: slo.sli.name }, spec: sliOf(slo.sli) },
      timeWindow: [{ duration: slo.window, isRolling: true }],
      ...budgetOf(slo),
    },
  };
  return stringify(document, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    // Other tools read `on` and `1_000` by the older rules.
    compat: 'yaml-1.1',
  });
}

function annotationsOf({ accuracy, alert_for: alertFor, evidence }: SloSpec): {
  annotations?: Record<string, string>;
} {
  const all = {
    [ACCURACY]: accuracy,
    [ALERT_FOR]: alertFor,
    [CAPSULES]: evidence?.capsule_ids.join(', '),
    [TRACES]: evidence?.trace_ids.join(', '),
  };
  const annotations = Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    ),
  );
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}

function sliOf(sli: Sli): OpenSloSli {
  switch (sli.kind) {
    case 'threshold':
      return { thresholdMetric: metricOf(sli.query) };
    case 'raw_ratio':
      return { ratioMetric: { rawType: sli.of, raw: metricOf(sli.query) } };
    default:
      return {
        ratioMetric: {
          counter: counterOf(sli),
          ...(sli.good ? { good: metricOf(sli.good.query) } : {}),
          ...(sli.bad ? { bad: metricOf(sli.bad.query) } : {}),
          total: metricOf(sli.total.query),
        },
      };
  }
}

function metricOf(query: string): OpenSloMetric {
  return { metricSource: { type: 'Prometheus', spec: { query } } };
}

/** OpenSLO has one word for both queries; those with ranges of their own do not need it. */
function counterOf(sli: RatioSli): boolean {
  const metrics = [sli.good, sli.bad, sli.total].filter(
    (metric): metric is SliMetric => metric !== undefined,
  );
  const needing = metrics.filter(
    ({ query }) => !syntaxFault(query) && !hasWindow(query),
  );
  const [first = sli.total] = needing;
  if (needing.every(({ counter }) => counter === first.counter)) {
    return first.counter;
  }
  throw new InputError(
    `OpenSLO cannot say that one query of ${sli.name} selects a counter and the other does not. Write the rate of the counter into its query.`,
  );
}

const METHODS = {
  timeslices: 'Timeslices',
  ratio_timeslices: 'RatioTimeslices',
} as const;

function budgetOf({
  budgeting,
  objective,
  sli,
}: SloSpec): Pick<OpenSloSlo, 'budgetingMethod' | 'objectives'> {
  const target: OpenSloObjective = {
    ...(sli.kind === 'threshold' ? { op: sli.op, value: sli.threshold } : {}),
    target: objective,
  };
  if (budgeting?.method === 'timeslices') {
    target.timeSliceTarget = budgeting.target;
  }
  if (budgeting) target.timeSliceWindow = budgeting.window;
  return {
    budgetingMethod: budgeting ? METHODS[budgeting.method] : 'Occurrences',
    objectives: [target],
  };
}

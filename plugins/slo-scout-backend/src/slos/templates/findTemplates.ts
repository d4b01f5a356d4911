import type { SloTemplate } from '@slo-scout/backstage-plugin-slo-scout-common';
import { quote } from '../../promql';
import {
  boundFor,
  durationMetrics,
  faultPattern,
  requestMetrics,
  SERVICE_LABELS,
  statusLabels,
} from './candidates';
import { availabilityTemplate, latencyTemplate, type Own } from './templateOf';

/** What is asked of a Prometheus; each question rejects where it is not answered. */
export interface MetricQuestions {
  /** Values of a label among the series that a selector selects. */
  values(label: string, selector: string): Promise<string[]>;
  labels(selector: string): Promise<string[]>;
  /** Value of an expression now; undefined where it gives none. */
  value(expr: string): Promise<number | undefined>;
}

export interface FoundTemplates {
  templates: SloTemplate[];
  /** Selectors of the series that were looked through. */
  looked_for: string[];
}

/** The share of fast requests that the latency template begins with. */
const FAST_SHARE = 0.99;

/** Templates of SLOs from the metrics that a service has. */
export async function findTemplates(
  service: string,
  ask: MetricQuestions,
): Promise<FoundTemplates> {
  const lookedFor: string[] = [];
  for (const label of SERVICE_LABELS) {
    const selector = `{${label}=${quote(service)}}`;
    lookedFor.push(selector);
    const names = await ask.values('__name__', selector);
    if (names.length === 0) continue;
    const own = { service, label };
    const found = await Promise.all([
      findAvailability(own, names, ask),
      findLatency(own, names, ask),
    ]);
    const templates = found.flatMap(template => template ?? []);
    if (templates.length > 0) return { templates, looked_for: lookedFor };
  }
  return { templates: [], looked_for: lookedFor };
}

const selectorOf = (metric: string, { label, service }: Own) =>
  `${metric}{${label}=${quote(service)}}`;

async function findAvailability(
  own: Own,
  names: string[],
  ask: MetricQuestions,
): Promise<SloTemplate | undefined> {
  for (const metric of requestMetrics(names)) {
    const selector = selectorOf(metric, own);
    for (const label of statusLabels(await ask.labels(selector))) {
      const faults = faultPattern(await ask.values(label, selector));
      if (faults) return availabilityTemplate(own, { metric, label, faults });
    }
  }
  return undefined;
}

async function findLatency(
  own: Own,
  names: string[],
  ask: MetricQuestions,
): Promise<SloTemplate | undefined> {
  for (const metric of durationMetrics(names)) {
    const selector = selectorOf(metric, own);
    const quantile = await ask.value(
      `histogram_quantile(${FAST_SHARE}, sum by (le) (rate(${selector}[1d])))`,
    );
    const bound = boundFor(await ask.values('le', selector), quantile);
    if (bound) return latencyTemplate(own, { metric, bound });
  }
  return undefined;
}

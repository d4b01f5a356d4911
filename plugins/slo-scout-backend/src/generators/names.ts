import type { Slo } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sha256 } from '../hash';
import { formatDuration, parseDuration } from '../promql';
import { GenerationRefused } from './GenerationRefused';

/** Names of everything that is generated for one SLO. */
export interface SloNames {
  /** The SLO's name in the letters of a metric name. */
  metric: string;
  /** What one sample of the recorded series is over: `5m`, or a slice of time. */
  window: string;
  /** Success ratio, or the measured value. */
  value: string;
  bad: string;
  total: string;
  /** `CheckoutLatencyP95`: what alert names begin with. */
  alertPrefix: string;
}

/** Only letters, digits and `_`, as in a metric name without colons. */
export function metricName(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '_');
}

/** `checkout_latency_p95` as `CheckoutLatencyP95`. */
export function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '')
    .map(word => word[0].toUpperCase() + word.slice(1))
    .join('');
}

export function namesOf(slo: Slo): SloNames {
  const metric = metricName(slo.name);
  const pascal = pascalCase(slo.name);
  const window = recordedWindow(slo);
  return {
    metric,
    window,
    value: `job:${metric}:rate${window}`,
    bad: `job:${metric}_bad:rate${window}`,
    total: `job:${metric}_total:rate${window}`,
    // An alert's name cannot begin with a digit.
    alertPrefix: pascal[0] >= '0' && pascal[0] <= '9' ? `Slo${pascal}` : pascal,
  };
}

/** Slices are recorded as they are budgeted; `60s` and `1m` are one name. */
function recordedWindow({ budgeting }: Slo): string {
  return budgeting === undefined
    ? '5m'
    : formatDuration(parseDuration(budgeting.window));
}

const SLO_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/;

/** The service as it stands in group names and paths. */
export function serviceSlug(service: string): string {
  if (!/[A-Za-z0-9]/.test(service)) {
    throw new GenerationRefused(
      `The service name ${JSON.stringify(
        service,
      )} has no letter or digit. Set the annotation slo-scout.io/service to a name that has.`,
    );
  }
  return metricName(service);
}

/**
 * Names that differ only in what a metric name cannot hold would be one series.
 * Throws `GenerationRefused` naming both SLOs.
 */
export function refuseCollisions(slos: Slo[]) {
  const owners = new Map<string, string>();
  for (const slo of slos) {
    if (!SLO_NAME.test(slo.name)) {
      throw new GenerationRefused(
        `${JSON.stringify(
          slo.name.slice(0, 80),
        )} is not an SLO name: 1 to 63 letters, digits, "_", "." and "-".`,
      );
    }
    const { value, bad, total, alertPrefix } = namesOf(slo);
    for (const name of [value, bad, total, alertPrefix]) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new GenerationRefused(
          `The SLOs ${owner} and ${slo.name} would both be named ${name}. Rename one of them.`,
        );
      }
    }
    for (const name of [value, bad, total, alertPrefix]) {
      owners.set(name, slo.name);
    }
  }
}

/** Path inside the repository, below the target's directory. */
export function pathIn(directory: string, path: string): string {
  const folders = directory.split('/').filter(part => part !== '');
  return [...folders, path].join('/');
}

/** Stable identity of the dashboard of an entity in an environment; Grafana takes 40 letters. */
export function dashboardUid(entityRef: string, environment: string): string {
  const hash = sha256(JSON.stringify([entityRef, environment]));
  return `slo-${hash.slice(0, 32)}`;
}

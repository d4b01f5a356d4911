import { PrometheusError } from './PrometheusError';

/** A rule that Prometheus has loaded, as `/api/v1/rules` tells of it. */
export interface LoadedRule {
  kind: 'recording' | 'alerting';
  name: string;
  /** In Prometheus' own writing. */
  query: string;
  labels: Record<string, string>;
  /** Alerting rules: seconds. */
  forSeconds: number;
  /** `unknown` until the rule was first evaluated. */
  health: 'ok' | 'err' | 'unknown';
  lastError?: string;
}

/** A group of rules that Prometheus has loaded. */
export interface LoadedGroup {
  name: string;
  /** Path of the file, as Prometheus sees it. */
  file: string;
  intervalSeconds: number;
  rules: LoadedRule[];
}

type Json = Record<string, unknown>;

/** Reads the data of `/api/v1/rules`. Throws `PrometheusError` for anything else. */
export function readLoadedGroups(who: string, data: Json): LoadedGroup[] {
  if (!Array.isArray(data.groups)) {
    throw new PrometheusError(
      'not_prometheus',
      `${who} answered without a list of rule groups`,
    );
  }
  return data.groups.filter(isObject).map(group => ({
    name: String(group.name ?? ''),
    file: String(group.file ?? ''),
    intervalSeconds: Number(group.interval ?? 0),
    rules: (Array.isArray(group.rules) ? group.rules : [])
      .filter(isObject)
      .map(readRule),
  }));
}

function readRule(rule: Json): LoadedRule {
  const { health, lastError } = rule;
  return {
    kind: rule.type === 'alerting' ? 'alerting' : 'recording',
    name: String(rule.name ?? ''),
    query: String(rule.query ?? ''),
    labels: isObject(rule.labels)
      ? Object.fromEntries(
          Object.entries(rule.labels).map(([k, v]) => [k, String(v)]),
        )
      : {},
    forSeconds: Number(rule.duration ?? 0),
    health: health === 'ok' || health === 'err' ? health : 'unknown',
    ...(typeof lastError === 'string' && lastError ? { lastError } : {}),
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { OutputFormat } from '../../generators/types';
import { readTexts, refuseUnknownKeys } from './knownKeys';

const RULES: Record<string, OutputFormat['rules']> = {
  prometheus: 'prometheus',
  prometheusOperator: 'prometheus_operator',
};

const DASHBOARD: Record<string, OutputFormat['dashboard']> = {
  json: 'json',
  configMap: 'configmap',
  grafanaOperator: 'grafana_operator',
};

const KEYS = ['rules', 'dashboard', 'namespace', 'labels', 'instanceSelector'];

/** Kubernetes' syntax of a namespace: RFC 1123. */
const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const LABEL_PREFIX =
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const LABEL_PART = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** Ours, so that everything we wrote can be found by it. */
const RESERVED = 'app.kubernetes.io/managed-by';

/** Reads a target's `format`. Throws `InputError` for what Kubernetes would refuse. */
export function readFormat(
  config: Config | undefined,
  where: string,
): OutputFormat {
  if (config) refuseUnknownKeys(config, KEYS, where);
  const format: OutputFormat = {
    rules: choice(config, 'rules', RULES, where) ?? 'prometheus',
    dashboard: choice(config, 'dashboard', DASHBOARD, where) ?? 'json',
    labels: readLabels(config, 'labels', where),
  };
  const namespace = config?.getOptionalString('namespace');
  if (namespace !== undefined)
    format.namespace = readNamespace(namespace, where);
  if (config?.has('instanceSelector')) {
    format.instance_selector = readLabels(config, 'instanceSelector', where);
  }
  refuseUseless(format, where);
  return format;
}

function choice<T extends string>(
  config: Config | undefined,
  key: string,
  values: Record<string, T>,
  where: string,
): T | undefined {
  const given = config?.getOptionalString(key);
  if (given === undefined) return undefined;
  if (!Object.hasOwn(values, given)) {
    throw new InputError(
      `${where}.${key}: ${given} is unknown. Use ${Object.keys(values).join(
        ', ',
      )}.`,
    );
  }
  return values[given];
}

function readNamespace(namespace: string, where: string): string {
  if (!DNS_LABEL.test(namespace)) {
    throw new InputError(
      `${where}.namespace: ${JSON.stringify(
        namespace,
      )} is not a Kubernetes namespace: lower-case letters, digits and "-", 63 at most.`,
    );
  }
  return namespace;
}

function readLabels(
  config: Config | undefined,
  key: 'labels' | 'instanceSelector',
  where: string,
): Record<string, string> {
  const labels = readTexts(config, key, where);
  for (const [name, value] of Object.entries(labels)) {
    const [prefix, part] = name.includes('/')
      ? [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)]
      : [undefined, name];
    const fits =
      LABEL_PART.test(part) &&
      (prefix === undefined ||
        (LABEL_PREFIX.test(prefix) && prefix.length <= 253));
    if (!fits) {
      throw new InputError(
        `${where}.${key}: ${JSON.stringify(
          name,
        )} is not the name of a Kubernetes label.`,
      );
    }
    if (!LABEL_PART.test(value)) {
      throw new InputError(
        `${where}.${key}: ${JSON.stringify(
          value,
        )} is not the value of a Kubernetes label: letters, digits, "-", "_" and ".", 63 at most.`,
      );
    }
    if (key === 'labels' && name === RESERVED) {
      throw new InputError(
        `${where}.${key}: ${RESERVED} is set by SLO Scout. Leave it out.`,
      );
    }
  }
  return labels;
}

/** What has no effect was meant otherwise. */
function refuseUseless(format: OutputFormat, where: string) {
  const { rules, dashboard, namespace, labels, instance_selector } = format;
  if (rules === 'prometheus' && dashboard === 'json') {
    const useless = [
      ...(namespace === undefined ? [] : ['namespace']),
      ...(Object.keys(labels).length === 0 ? [] : ['labels']),
    ];
    if (useless.length > 0) {
      throw new InputError(
        `${where}: ${useless.join(
          ' and ',
        )} would have no effect, because no Kubernetes object is written. Set rules or dashboard there, or leave them out.`,
      );
    }
  }
  if (dashboard === 'grafana_operator') {
    if (Object.keys(instance_selector ?? {}).length === 0) {
      throw new InputError(
        `${where}.instanceSelector is missing: the labels of the Grafana that shall show the dashboards.`,
      );
    }
  } else if (instance_selector !== undefined) {
    throw new InputError(
      `${where}.instanceSelector would have no effect: it is for dashboard: grafanaOperator only.`,
    );
  }
}

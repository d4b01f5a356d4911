import { stringify } from 'yaml';
import { parseBoundedYaml } from '../validators/boundedYaml';

/** The rule file that a text holds: the text itself, or what a `PrometheusRule` of anybody's wraps. */
export function ruleText(content: string): string {
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok || !isObject(yaml.value)) return content;
  const { kind, spec } = yaml.value;
  return kind === 'PrometheusRule' && isObject(spec)
    ? stringify({ groups: spec.groups })
    : content;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { parse } from 'yaml';
import { GenerationRefused } from '../GenerationRefused';
import { shellQuote } from './shellQuote';

/** Values by placeholder; of a list one set of values for each entry. */
export interface TemplateValues {
  values: Record<string, string>;
  lists: Record<string, Array<Record<string, string>>>;
}

/** Names of a list's placeholders, so that an empty list is known too. */
export const LIST_PLACEHOLDERS: Record<string, string[]> = {
  alerts: ['alert_name', 'alert_meaning', 'alert_severity'],
  rule_files: ['rule_file'],
  capsules: ['capsule_id'],
  traces: ['trace_id'],
};

const PLACEHOLDER = /\{([a-z][a-z0-9_]*)\}/g;

/**
 * Fills a parsed template in. Values become parts of parsed texts, never of YAML or
 * of a shell's command line. Throws `GenerationRefused` for a bad template.
 */
export function fillTemplate(
  template: unknown,
  values: TemplateValues,
): unknown {
  const filled = fill(template, values);
  if (filled === undefined)
    throw new GenerationRefused('The runbook template is empty.');
  return filled;
}

/** The template's fields and texts. Throws `GenerationRefused` where it is not YAML. */
export function parseTemplate(template: string): unknown {
  try {
    return parse(template, { maxAliasCount: 100 });
  } catch (error) {
    throw new GenerationRefused(
      `The runbook template is not YAML: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Undefined for what is empty once filled in. */
function fill(node: unknown, context: TemplateValues): unknown {
  if (typeof node === 'string') return fillText(node, context) || undefined;
  if (Array.isArray(node)) {
    const items = node
      .flatMap(item => expand(item, context))
      .filter(item => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof node === 'object' && node !== null)
    return fillFields(node, context);
  return node ?? undefined;
}

function fillFields(node: object, context: TemplateValues): unknown {
  const fields = Object.entries(node).flatMap(([key, value]) => {
    const filled =
      key === 'command' ? fillCommand(value, context) : fill(value, context);
    return filled === undefined ? [] : [[key, filled]];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

/** One item for each entry of the list that it names, or the item itself. */
function expand(item: unknown, context: TemplateValues): unknown[] {
  const used = new Set(placeholdersOf(item));
  const [list] = Object.entries(LIST_PLACEHOLDERS).filter(([, names]) =>
    names.some(name => used.has(name)),
  );
  if (!list) return [fill(item, context)];
  return (context.lists[list[0]] ?? []).map(entry =>
    fill(item, { ...context, values: { ...context.values, ...entry } }),
  );
}

function fillCommand(node: unknown, context: TemplateValues): string {
  if (typeof node === 'string' && placeholdersOf(node).length === 0) {
    return node;
  }
  if (!Array.isArray(node) || !node.every(word => typeof word === 'string')) {
    throw new GenerationRefused(
      'A command in the runbook template is a list of words: only then can its values be quoted for the shell.',
    );
  }
  return node.map(word => shellQuote(fillText(word, context))).join(' ');
}

function fillText(text: string, { values }: TemplateValues): string {
  return text
    .replace(PLACEHOLDER, (_, name: string) => {
      if (!Object.hasOwn(values, name)) {
        throw new GenerationRefused(
          `The runbook template has {${name}}, which is no known value here. Known are ${Object.keys(
            values,
          )
            .sort()
            .join(', ')}.`,
        );
      }
      return values[name];
    })
    .trim();
}

function placeholdersOf(node: unknown): string[] {
  if (typeof node === 'string') {
    return [...node.matchAll(PLACEHOLDER)].map(match => match[1]);
  }
  return typeof node === 'object' && node !== null
    ? Object.values(node).flatMap(placeholdersOf)
    : [];
}

import { posix } from 'node:path';
import Mustache from 'mustache';
import { pathAddress } from '../../markdown';
import { runbookSchema } from '../../schemas';
import { GenerationRefused } from '../GenerationRefused';
import type { Prepared, PreparedSlo } from '../prepare';
import { headerLines } from '../ruleFile';
import { placeholdersOf } from './template';
import { leafOf, Markdown, printNode, type View, viewOf } from './view';

/**
 * The page for people of a filled runbook. Both say the same, because the page
 * has nothing to say but what stands in the document, and links to its neighbours.
 */
export function renderPage(
  template: string,
  document: unknown,
  place: { prepared: Prepared; slo: PreparedSlo },
): string {
  const view = pageView(document, place);
  const body = Mustache.render(template, view, {}, { escape: printNode });
  const header = headerLines([place.slo]).join('\n');
  return `<!--\n${header}\n-->\n\n${body.trim()}\n`;
}

/** The document's view, with the files of the same pull request as `page`. */
export function pageView(
  document: unknown,
  { prepared, slo }: { prepared: Prepared; slo: PreparedSlo },
): View {
  const folder = posix.dirname(slo.runbookPagePath);
  const file = (path: string) =>
    leafOf(posix.basename(path), pathAddress(posix.relative(folder, path)));
  const view = viewOf(document);
  view.page = Object.assign(Object.create(null), {
    yaml: file(slo.runbookPath),
    recording_rules: file(prepared.recordingPath),
    alert_rules: file(prepared.alertPath),
    dashboard: file(prepared.dashboardPath),
  });
  return view;
}

/** As Mustache reads a template: kind, name or text, begin, end, and what is inside. */
type Token = [
  kind: string,
  value: string,
  from: number,
  to: number,
  inside?: Token[],
];

/**
 * Names of the fields that a runbook may have by its schema, and of their forms.
 * A page may print them although the YAML template at hand does not fill them.
 */
const FIELDS = new Set([
  ...fieldsOf(runbookSchema),
  ...['text', 'code', 'block', 'url', 'anchor', 'number'],
]);

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value) : []),
    ...fieldsOf(value),
  ]);
}

/**
 * Refuses a page template that could print a value as markup, or that names what
 * no runbook has.
 *
 * @param views - of runbooks with all that there can be
 * @param placeholders - of the YAML template, which mean nothing here
 */
export function checkPageTemplate(
  template: string,
  views: View[],
  placeholders: string[],
) {
  const tokens = parsePage(template);
  const texts = flat(tokens)
    .filter(([kind]) => kind === 'text')
    .map(([, text]) => text);
  const unfilled = placeholdersOf(texts).find(name =>
    placeholders.includes(name),
  );
  if (unfilled) {
    throw new GenerationRefused(
      `The page template has {${unfilled}}, which nothing fills in there. It is rendered over the filled runbook, by {{names}} in two braces.`,
    );
  }
  const known = new Map<Token, boolean>();
  for (const view of views) lookUp(tokens, [view], known);
  const unknown = [...known].find(([, found]) => !found)?.[0][1];
  if (unknown !== undefined) {
    throw new GenerationRefused(
      `The page template has {{${unknown}}}, which is not in the runbook. At the top it has ${Object.keys(
        views[0],
      )
        .sort()
        .join(', ')}.`,
    );
  }
}

/**
 * Throws `GenerationRefused` for what is not Mustache, or would print a value as
 * markup.
 */
export function parsePage(template: string): Token[] {
  try {
    const tokens = Mustache.parse(template) as unknown as Token[];
    refuseUnsafe(tokens);
    return tokens;
  } catch (error) {
    if (error instanceof GenerationRefused) throw error;
    throw new GenerationRefused(
      `The page template is not Mustache: ${
        error instanceof Error ? error.message : error
      }.`,
    );
  }
}

function refuseUnsafe(tokens: Token[]) {
  let before = '';
  for (const [kind, name] of flat(tokens)) {
    if (kind === '&') {
      throw new GenerationRefused(
        `The page template prints ${name} without escaping it. Write {{${name}}}, or one of its forms: {{${name}.code}}, {{${name}.block}}, {{${name}.url}}.`,
      );
    }
    if (kind === '>') {
      throw new GenerationRefused(
        `The page template includes {{> ${name}}}; it has to be one file.`,
      );
    }
    if (kind === 'text') before += name;
    if (kind === 'name') refuseWhereUnescaped(name, before);
  }
}

/** Where text escaped for Markdown would still be markup. */
function refuseWhereUnescaped(name: string, before: string) {
  const isAddress = /(^|\.)(url|anchor)$/.test(name);
  if (!isAddress && /\]\(\s*<?$|\]:\s*<?$|<$/.test(before)) {
    throw new GenerationRefused(
      `The page template has {{${name}}} for a link's address; write {{${name}.url}}, which is there for http and https only.`,
    );
  }
  if (/<[A-Za-z!/][^<>]*$/.test(before)) {
    throw new GenerationRefused(
      `The page template has {{${name}}} inside of an HTML tag, where it is not escaped. Take it out of there.`,
    );
  }
}

/** Of a section; an included template has something else there. */
function insideOf([kind, , , , inside]: Token): Token[] {
  return (kind === '#' || kind === '^') && inside ? inside : [];
}

/** Texts and values in the order in which they would be printed. */
function flat(tokens: Token[]): Token[] {
  return tokens.flatMap(token => [token, ...flat(insideOf(token))]);
}

/** Whether each name is there, for at least one of the items it is printed for. */
function lookUp(
  tokens: Token[],
  stack: unknown[],
  known: Map<Token, boolean>,
): void {
  for (const token of tokens) {
    const [kind, name] = token;
    if (kind !== 'name' && kind !== '#' && kind !== '^') continue;
    const { found, value } = resolve(name, stack);
    const usable = found
      ? kind !== 'name' || isPrintable(value)
      : name.split('.').every(part => FIELDS.has(part));
    known.set(token, usable || (known.get(token) ?? false));
    const inside = insideOf(token);
    if (kind === '^') lookUp(inside, stack, known);
    else if (Array.isArray(value)) {
      for (const item of value) lookUp(inside, [item, ...stack], known);
    } else if (value !== undefined) lookUp(inside, [value, ...stack], known);
  }
}

/** As Mustache does it: the nearest object that has the name. */
function resolve(
  name: string,
  stack: unknown[],
): { found: boolean; value: unknown } {
  if (name === '.') return { found: true, value: stack[0] };
  for (const view of stack) {
    let value: unknown = view;
    let found = true;
    for (const part of name.split('.')) {
      found = typeof value === 'object' && value !== null && part in value;
      if (!found) break;
      value = (value as View)[part];
    }
    if (found) return { found, value };
  }
  return { found: false, value: undefined };
}

function isPrintable(value: unknown): boolean {
  return (
    value instanceof Markdown ||
    (typeof value === 'object' && value !== null && 'text' in value)
  );
}

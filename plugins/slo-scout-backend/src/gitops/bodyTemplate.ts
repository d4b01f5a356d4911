import { InputError, isError } from '@backstage/errors';
import Mustache from 'mustache';

/** What a template of pull requests' bodies may name; each is Markdown, empty where there is nothing to tell. */
export const BODY_SECTIONS = [
  'title',
  'service',
  'environment',
  'entity_url',
  'summary',
  'why',
  'slos',
  'dry_run',
  'blast_radius',
  'policy',
  'override',
  'approvals',
  'files',
  'audit',
] as const;

export type BodySections = Record<(typeof BODY_SECTIONS)[number], string>;

const MAX_TEMPLATE = 20_000;

/** Throws `InputError` for a template that is not Mustache, or names what there is not. */
export function requireUsableTemplate(template: string, where: string): void {
  if (template.length > MAX_TEMPLATE) {
    throw new InputError(
      `${where}: a template may have ${MAX_TEMPLATE} characters at most.`,
    );
  }
  let names: string[];
  try {
    names = namesIn(Mustache.parse(template));
  } catch (error) {
    throw new InputError(`${where}: ${isError(error) ? error.message : error}`);
  }
  const unknown = names.find(
    name => !(BODY_SECTIONS as readonly string[]).includes(name),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `${where}: {{${unknown}}} is unknown. Known: ${BODY_SECTIONS.join(
        ', ',
      )}.`,
    );
  }
  if (!names.includes('audit') || !names.includes('approvals')) {
    throw new InputError(
      `${where}: {{approvals}} and {{audit}} must be in it: whoever merges has to see what they rest on.`,
    );
  }
}

type Tokens = ReturnType<typeof Mustache.parse>;

/** Names of values, sections and inverted sections; a partial is a name that is not known. */
function namesIn(tokens: Tokens): string[] {
  return tokens.flatMap(([kind, name, , , children]) => {
    if (kind === 'text' || kind === '!') return [];
    const below = Array.isArray(children) ? namesIn(children as Tokens) : [];
    return [kind === '>' ? `> ${name}` : name, ...below];
  });
}

/** The sections are Markdown already, in which nothing is escaped again. */
export function renderBody(template: string, sections: BodySections): string {
  return Mustache.render(template, sections, {}, { escape: text => text });
}

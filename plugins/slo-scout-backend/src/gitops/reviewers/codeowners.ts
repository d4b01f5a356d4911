import { type OwnersDialect, matchesPattern } from './ownerPattern';

/** Where the hosts look for the file; the first that is there counts. */
export const OWNERS_FILES: Record<OwnersDialect, readonly string[]> = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
};

/** GitHub reads no file above this. Bytes, here characters. */
const MAX_LENGTH = 3 * 1024 * 1024;

interface Rule {
  pattern: string;
  owners: string[];
  /** GitLab: what it matches has no owner in this section. */
  excludes: boolean;
}

/** GitLab's sections each name owners of their own; elsewhere there is one. */
interface Section {
  name: string;
  /** Of lines that name nobody. */
  owners: string[];
  rules: Rule[];
}

/**
 * The owners of the files, each once, in the order of the files: `@name`,
 * `@group/team` or an address. The last pattern that matches a file counts, on
 * GitLab in each section; lines that make no sense are passed over, as the hosts do.
 */
export function ownersOf(
  text: string,
  paths: string[],
  dialect: OwnersDialect,
): string[] {
  if (text.length > MAX_LENGTH) return [];
  const sections = parse(text, dialect);
  const owners = new Set<string>();
  for (const path of paths) {
    for (const section of sections) {
      for (const owner of ownersIn(section, path, dialect)) owners.add(owner);
    }
  }
  return [...owners];
}

function ownersIn(
  { rules }: Section,
  path: string,
  dialect: OwnersDialect,
): string[] {
  const matching = rules.filter(({ pattern }) =>
    matchesPattern(pattern, path, dialect),
  );
  if (matching.some(({ excludes }) => excludes)) return [];
  return matching.at(-1)?.owners ?? [];
}

function parse(text: string, dialect: OwnersDialect): Section[] {
  let section: Section = { name: '', owners: [], rules: [] };
  const sections = [section];
  for (const line of text.split(/\r?\n/)) {
    const words = wordsOf(line);
    if (words.length === 0) continue;
    const head = dialect === 'gitlab' ? headOf(line) : undefined;
    if (head) {
      const twin = sections.find(({ name }) => name === head.name);
      section = twin ?? { ...head, rules: [] };
      if (!twin) sections.push(section);
      continue;
    }
    const rule = ruleOf(words, section, dialect);
    if (rule) section.rules.push(rule);
  }
  return sections;
}

// `[Name]`, `^[Optional]`, `[Name][2]`, each with owners behind it.
const HEAD = /^\s*\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/;

function headOf(line: string): Pick<Section, 'name' | 'owners'> | undefined {
  const [, name, rest = ''] = HEAD.exec(line) ?? [];
  return name === undefined
    ? undefined
    : { name: name.trim().toLowerCase(), owners: ownerWords(wordsOf(rest)) };
}

function ruleOf(
  [first, ...rest]: string[],
  section: Section,
  dialect: OwnersDialect,
): Rule | undefined {
  const excludes = dialect === 'gitlab' && first.startsWith('!');
  const pattern = excludes ? first.slice(1) : first;
  // GitHub reads neither negations nor sets of characters; nor are sets read here.
  if (pattern === '' || /^!|[[\]]/.test(pattern)) return undefined;
  const named = ownerWords(rest);
  const owners =
    dialect === 'gitlab' && rest.length === 0 ? section.owners : named;
  return { pattern, owners, excludes };
}

function ownerWords(words: string[]): string[] {
  return words.filter(word => /^@?[^@\s]+(@[^@\s]+)?$|^@@\w+$/.test(word));
}

/** Words of a line without its comment; a backslash keeps a space or `#` in its word. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:\\.|[^\s\\])+/g)) {
    if (word.startsWith('#')) break;
    words.push(word.replace(/\\(.)/g, '$1'));
  }
  return words;
}

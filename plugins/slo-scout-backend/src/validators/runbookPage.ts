/**
 * runbook_page: can a person who was just woken follow the page?
 *
 * The headings that people look for are there, nothing was left unfilled, and every
 * link leads somewhere. docs/validators/runbook_page.md
 */
import { posix } from 'node:path';
import type { ValidationError } from '@slo-scout/backstage-plugin-slo-scout-common';
import MarkdownIt from 'markdown-it';
import { headingAnchor } from '../markdown';
import type { FileVerdict } from './types';

const VALIDATOR = 'runbook_page';
const MAX_BYTES = 1024 * 1024;
/** More of them help nobody. */
const MAX_ERRORS = 50;

/** What headings must begin with, whatever follows and in whatever case. */
export const REQUIRED_HEADINGS = [
  'Meaning',
  'Impact',
  'Diagnosis',
  'Mitigation',
  'Escalation',
];

/** Where a page stands, and what stands around it. */
export interface PageSurroundings {
  /** Its own path inside the repository. */
  path: string;
  /** Paths that a relative link may lead to: those of the bundle, and known ones. */
  paths: ReadonlySet<string>;
}

type Token = ReturnType<MarkdownIt['parse']>[number];

// HTML is read as such, so that its links are seen; every link is one, so that a
// bad address is refused and not shown as text; what is escaped stays apart.
const markdown = new MarkdownIt({ html: true }).disable('text_join');
markdown.validateLink = () => true;

/** @internal */
export function checkRunbookPage(
  content: string,
  surroundings: PageSurroundings,
): FileVerdict {
  const errors = findErrors(content, surroundings).slice(0, MAX_ERRORS);
  return { status: errors.length > 0 ? 'failed' : 'passed', errors };
}

function findErrors(
  content: string,
  surroundings: PageSurroundings,
): ValidationError[] {
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_BYTES) {
    return [error(`${bytes} bytes; a page may have ${MAX_BYTES} at most`)];
  }
  const tokens = markdown.parse(content, {});
  const headings = headingsOf(tokens);
  const anchors = anchorsOf(headings);
  return [
    ...REQUIRED_HEADINGS.filter(
      wanted => !headings.some(heading => beginsWith(heading, wanted)),
    ).map(wanted => error(`The page has no heading "${wanted}"`)),
    ...unfilled(tokens),
    ...linksOf(tokens).flatMap(({ address, line }) => {
      const fault = faultOf(address, anchors, surroundings);
      return fault ? [error(fault, line)] : [];
    }),
  ];
}

function beginsWith(heading: string, wanted: string): boolean {
  return heading.toLowerCase().startsWith(wanted.toLowerCase());
}

function headingsOf(tokens: Token[]): string[] {
  return tokens.flatMap((token, index) =>
    token.type === 'heading_open' ? [textOf(tokens[index + 1])] : [],
  );
}

function textOf({ children }: Token): string {
  return (children ?? [])
    .filter(child =>
      ['text', 'text_special', 'code_inline'].includes(child.type),
    )
    .map(child => child.content)
    .join('');
}

/** One that comes again is numbered. */
function anchorsOf(headings: string[]): Set<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const base = headingAnchor(heading);
    let anchor = base;
    for (let n = 1; anchors.has(anchor); n += 1) anchor = `${base}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** A placeholder that stands for itself is escaped, or in code. */
const PLACEHOLDER = /\{\{.*?\}\}|\{[a-z][a-z0-9_]*\}/;
const ENCODED_PLACEHOLDER = /%7B[a-z][a-z0-9_]*%7D/i;

function unfilled(tokens: Token[]): ValidationError[] {
  return tokens.flatMap(({ children, map }) =>
    (children ?? []).flatMap(({ type, content }) => {
      const [found] = (type === 'text' && PLACEHOLDER.exec(content)) || [];
      return found ? [error(`${found} was not filled in`, lineOf(map))] : [];
    }),
  );
}

interface Link {
  /** Undefined where HTML hides it. */
  address: string | undefined;
  line: number | undefined;
}

function linksOf(tokens: Token[]): Link[] {
  return tokens.flatMap(token => {
    const line = lineOf(token.map);
    const parts = token.children ?? [token];
    return parts.flatMap((part): Link[] => {
      const address = part.attrGet('href') ?? part.attrGet('src');
      if (address !== null) return [{ address, line }];
      const html = part.type.startsWith('html_') ? part.content : '';
      return /\b(href|src)\s*=/i.test(withoutComments(html))
        ? [{ address: undefined, line }]
        : [];
    });
  });
}

function withoutComments(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/g, '');
}

function faultOf(
  address: string | undefined,
  anchors: Set<string>,
  { path, paths }: PageSurroundings,
): string | undefined {
  if (address === undefined) {
    return 'The page has a link in HTML, which nobody checks. Write it in Markdown';
  }
  if (ENCODED_PLACEHOLDER.test(address)) {
    return `The link to ${address} was not filled in`;
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1].toLowerCase();
  if (scheme !== undefined) {
    return ['http', 'https'].includes(scheme) && URL.canParse(address)
      ? undefined
      : `The link to ${address} is not an address of http or https`;
  }
  if (address.startsWith('#')) {
    return anchors.has(decoded(address.slice(1)))
      ? undefined
      : `No heading has the anchor ${address}`;
  }
  return faultOfPath(address, path, paths);
}

function faultOfPath(
  address: string,
  path: string,
  paths: ReadonlySet<string>,
): string | undefined {
  const [file] = address.split(/[?#]/);
  const target = posix.join(posix.dirname(path), decoded(file));
  return file !== '' && !file.startsWith('/') && paths.has(target)
    ? undefined
    : `The link to ${
        address || 'nothing'
      } leads to no file of the pull request, nor to one that is there already`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function lineOf(map: [number, number] | null): number | undefined {
  return map === null ? undefined : map[0] + 1;
}

function error(message: string, line?: number): ValidationError {
  return {
    validator: VALIDATOR,
    message,
    ...(line === undefined ? {} : { path: `${line}:1` }),
  };
}

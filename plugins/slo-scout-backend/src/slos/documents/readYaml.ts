import {
  isAlias,
  isMap,
  isScalar,
  Lexer,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Document, ParsedNode, YAMLError } from 'yaml';
import { DocumentError } from './DocumentError';
import { Findings, shown } from './Findings';

/** One document of a YAML text. */
export interface YamlDocument {
  /** `document[0]`, counted from the text's beginning. */
  path: string;
  /** The number in the path. */
  index: number;
  /** The document as it was written, without its markers. */
  text: string;
  value: unknown;
}

/**
 * YAML costs far more time than its size tells: about 10 µs a token. This many
 * are some 250 SLOs, and less than a second.
 */
const MAX_TOKENS = 50_000;
const MAX_DEPTH = 64;
/** Aliases may repeat a node; a few levels of them would be gigabytes. */
const MAX_ALIASES = 100;

/** Escapes can write what UTF-8 and databases have no place for. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** Reads every document that is not empty. Faults go to the findings. */
export function readYaml(
  text: string,
  options: { maxBytes: number; findings: Findings },
): YamlDocument[] {
  const { findings, maxBytes } = options;
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > maxBytes) {
    const message = `The text has ${bytes} bytes; at most ${maxBytes} are read.`;
    throw new DocumentError([{ path: 'document', message }]);
  }
  refuseLargeTrees(text);
  // The library compares every key with every other; here a set does.
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document, index) => {
    const path = `document[${index}]`;
    const before = findings.faultCount;
    reportSyntax(document, path, findings);
    if (findings.faultCount > before) return [];
    const value = toValue(document, path, findings);
    if (value === null || value === undefined) return [];
    return [{ path, index, text: sourceOf(text, document), value }];
  });
}

/** Counts before parsing, because parsing is what takes the time. */
function refuseLargeTrees(text: string) {
  let tokens = 0;
  let flowDepth = 0;
  let inLine = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (token === '[' || token === '{') flowDepth += 1;
    else if (token === ']' || token === '}') flowDepth -= 1;
    else if (token === '-' || token === '?') inLine += 1;
    else if (token === '\n') inLine = 0;
    if (tokens > MAX_TOKENS || flowDepth > MAX_DEPTH || inLine > MAX_DEPTH) {
      const message =
        tokens > MAX_TOKENS
          ? 'The text has too many values. Split it into several.'
          : `The text is nested more than ${MAX_DEPTH} levels deep.`;
      throw new DocumentError([{ path: 'document', message }]);
    }
  }
}

type Parsed = Document.Parsed<ParsedNode>;

function reportSyntax(document: Parsed, path: string, findings: Findings) {
  // Beyond the first few, faults are usually consequences.
  for (const error of document.errors.slice(0, 10)) {
    findings.fault(path, sentenceOf(error));
  }
  for (const warning of document.warnings) {
    findings.fault(path, sentenceOf(warning));
  }
  visit(document, {
    Scalar(_, { value }) {
      if (typeof value !== 'string' || !UNSTORABLE.test(value)) return;
      findings.fault(
        path,
        `${shown(
          value,
        )} holds a character that cannot be stored: NUL, or half of a surrogate pair.`,
      );
    },
    Map(_, map) {
      if (!isMap(map)) return;
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : undefined;
        if (isAlias(key) || (key !== null && !isScalar(key))) {
          findings.fault(path, 'The key of a field must be plain text.');
        } else if (seen.has(name)) {
          findings.fault(path, `The key ${String(name)} stands twice.`);
        }
        seen.add(name);
      }
    },
  });
}

function sentenceOf(error: YAMLError): string {
  const [at] = error.linePos ?? [];
  const [message] = error.message.split('\n');
  if (!at) return message;
  const place = `line ${at.line}, column ${at.col}`;
  return `${place}: ${message.replace(` at ${place}:`, '.')}`;
}

function toValue(document: Parsed, path: string, findings: Findings): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // A ReferenceError of the library: unresolved alias, or too many of them.
    const reason = error instanceof Error ? error.message : String(error);
    findings.fault(path, `The YAML cannot be read: ${reason}.`);
    return undefined;
  }
}

function sourceOf(text: string, document: Parsed): string {
  const [start, , end] = document.range;
  const source = text.slice(start, end).trim();
  const body = source.startsWith('---') ? source.slice(3) : source;
  const lines = body.split('\n').filter(line => line.trim() !== '...');
  return `${lines.join('\n').trim()}\n`;
}

import {
  Composer,
  CST,
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type ParsedNode,
  Parser,
  visit,
} from 'yaml';

/** Keys and numbers of items, from the root of a document. */
export type YamlPath = Array<string | number>;

/** Why a text is no YAML. */
export interface YamlFault {
  message: string;
  /** From 1. */
  line: number;
}

/**
 * A text of YAML documents that can be changed in places. A value that is there
 * already is changed in its tokens, so that every other character stays as it was;
 * fields that come or go have their document written anew, comments and all.
 */
export class YamlText {
  readonly documents: Document.Parsed<ParsedNode>[];
  readonly fault?: YamlFault;
  readonly text: string;
  readonly #tokens: CST.Token[];

  constructor(text: string) {
    this.text = text;
    this.#tokens = [...new Parser().parse(text)];
    const composer = new Composer({ keepSourceTokens: true });
    this.documents = [...composer.compose(this.#tokens)];
    const [error] = this.documents.flatMap(document => document.errors);
    if (error) {
      this.fault = {
        message: error.message.split('\n')[0],
        line: text.slice(0, error.pos[0]).split('\n').length,
      };
    }
  }

  /** Whether a value stands in several places, where changing one changes all. */
  hasAliases(index: number): boolean {
    let found = false;
    visit(this.documents[index], {
      Alias: () => {
        found = true;
        return visit.BREAK;
      },
    });
    return found;
  }

  get(index: number, path: YamlPath): unknown {
    const found = this.documents[index].getIn(path);
    return isNode(found) ? found.toJS(this.documents[index]) : found;
  }

  has(index: number, path: YamlPath): boolean {
    return this.documents[index].hasIn(path);
  }

  /** The text with another value at a path; undefined takes the field away. */
  with(
    index: number,
    path: YamlPath,
    value: string | number | boolean | object | undefined,
  ): string {
    return (
      this.#replaced(index, path, value) ??
      this.rewritten(index, document => {
        if (value === undefined) removeField(document, path);
        else document.setIn(path, textNode(document, value));
      })
    );
  }

  /** The text with a document that was changed by `change` and written anew. */
  rewritten(
    index: number,
    change: (document: Document.Parsed<ParsedNode>) => void,
  ): string {
    const document = this.documents[index];
    const [start, , end] = document.range;
    // What stands above the first document is its own.
    const from = index === 0 ? 0 : start;
    const own = this.text.slice(from, end);
    change(document);
    const written = document.toString({
      lineWidth: 0,
      indent: indentOf(own),
      indentSeq: !/^( *)[^\s#-].*:[ \t]*\n\1- /m.test(own),
    });
    const whole = end < this.text.length && !written.endsWith('\n');
    return `${this.text.slice(0, from)}${written}${
      whole ? '\n' : ''
    }${this.text.slice(end)}`;
  }

  /** Changes the tokens of a value that is there; undefined where that is not enough. */
  #replaced(index: number, path: YamlPath, value: unknown): string | undefined {
    if (typeof value === 'object' || value === undefined) return undefined;
    const node = this.documents[index].getIn(path, true);
    if (!isScalar(node) || node.value === null || node.tag) return undefined;
    const token = node.srcToken as CST.FlowScalar | CST.BlockScalar | undefined;
    if (!token) return undefined;
    const source = String(value);
    const wasText = typeof node.value === 'string';
    CST.setScalarValue(token, source, {
      afterKey: typeof path[path.length - 1] === 'string',
      inFlow: this.#inFlow(index, path),
      type:
        typeof value !== 'string' ? 'PLAIN' : typeOf(value, node.type, wasText),
    });
    return this.#tokens.map(part => CST.stringify(part)).join('');
  }

  #inFlow(index: number, path: YamlPath): boolean {
    return path.some((_, length) => {
      const above: unknown = this.documents[index].getIn(
        path.slice(0, length),
        true,
      );
      return isCollection(above) && above.flow === true;
    });
  }
}

type ScalarType = NonNullable<
  NonNullable<Parameters<typeof CST.setScalarValue>[2]>['type']
>;

/** The way a text is written: as before, unless it would be read as something else. */
function typeOf(
  text: string,
  before: unknown,
  wasText: boolean,
): ScalarType | undefined {
  if (text.includes('\n')) return 'BLOCK_LITERAL';
  const kept =
    wasText && before !== 'BLOCK_LITERAL' && before !== 'BLOCK_FOLDED';
  const type = kept ? (before as ScalarType) : 'PLAIN';
  return type === 'PLAIN' && !isPlainText(text) ? 'QUOTE_DOUBLE' : type;
}

/** Words, numbers and dates that YAML, or its older rules, would not take for text. */
const NO_TEXT =
  /^(|~|null|true|false|yes|no|on|off|y|n|[-+]?\.?\d[\d_.,:eE+-]*|0[xo][\da-f_]*|[-+]?\.(inf|nan))$/i;

/** Whether a text stays text without quotes. */
function isPlainText(text: string): boolean {
  return !NO_TEXT.test(text);
}

/** A text that would be read as something else gets quotes. */
function textNode(document: Document, value: unknown) {
  const node = document.createNode(value);
  if (isScalar(node) && typeof value === 'string') {
    if (value.includes('\n')) node.type = 'BLOCK_LITERAL';
    else if (!isPlainText(value)) node.type = 'QUOTE_DOUBLE';
  }
  return node;
}

/** Takes a field away, and what is empty without it. */
export function removeField(document: Document, path: YamlPath): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  const above = path.slice(0, -1);
  const parent: unknown = document.getIn(above, true);
  if (above.length > 1 && isMap(parent) && parent.items.length === 0) {
    removeField(document, above);
  }
}

function indentOf(text: string): number {
  const width = /^[^\s#-][^\n]*:[ \t]*\n( +)[^\s#-]/m.exec(text)?.[1].length;
  return width === undefined ? 2 : Math.min(8, width);
}

import { AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { DFA, JS, NFA, transform, Transformers } from 'refa';

/** Automata of label patterns are small; what grows beyond is refused. */
const MAX_NODES = 2000;

/** What words are made of, the most readable first. */
const ALPHABETS = ['[0-9]+', '[a-z0-9_]+', '[A-Za-z0-9_./:-]+', '[ -~]+'];

/** A regular expression that cannot be read, or that is too large. */
export class UnreadablePattern extends Error {}

/**
 * A regular expression of a label matcher: RE2, anchored at both ends.
 *
 * It is read as one of JavaScript's with the flag `u`, which refuses nearly
 * all that RE2 would read differently. What both take, they take alike over
 * the printable ASCII that words are made of.
 */
export class Pattern {
  readonly #dfa: DFA;
  readonly source: string;

  /** Throws `UnreadablePattern`. */
  constructor(source: string) {
    this.source = source;
    this.#dfa = automaton(source);
  }

  matches(word: string): boolean {
    return this.#dfa.test([...word].map(char => char.codePointAt(0)!));
  }

  /**
   * A short readable word that all of `inside` match, none of `outside`, and
   * that is none of `not`; undefined where there is none. Throws
   * `UnreadablePattern` where they are too large together.
   */
  static word(
    inside: Pattern[],
    outside: Pattern[],
    not: string[] = [],
  ): string | undefined {
    for (const alphabet of alphabets()) {
      const found = firstWord(
        [
          alphabet,
          ...inside.map(pattern => pattern.#dfa),
          ...outside.map(pattern => complement(pattern.#dfa)),
        ],
        not,
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

let readable: DFA[] | undefined;

function alphabets(): DFA[] {
  readable ??= ALPHABETS.map(automaton);
  return readable;
}

function firstWord(automata: DFA[], not: string[]): string | undefined {
  try {
    const common = automata.reduce((left, right) =>
      DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(MAX_NODES)),
    );
    for (const chars of common.words()) {
      const word = String.fromCodePoint(...chars);
      if (!not.includes(word)) return word;
    }
    return undefined;
  } catch (error) {
    throw unreadable('several patterns together', error);
  }
}

function complement(dfa: DFA): DFA {
  const copy = dfa.copy();
  copy.complement();
  return copy;
}

function automaton(source: string): DFA {
  try {
    const { pattern, flags } = asJavaScript(source);
    refuseAssertions(pattern);
    const parser = JS.Parser.fromLiteral({ source: pattern, flags });
    const { expression, maxCharacter } = parser.parse({
      assertions: 'parse',
      backreferences: 'throw',
    });
    const bare = transform(
      Transformers.patternEdgeAssertions({ remove: true }),
      expression,
    );
    const nfa = NFA.fromRegex(
      bare,
      { maxCharacter },
      {},
      new NFA.LimitedNodeFactory(MAX_NODES),
    );
    return DFA.fromFA(nfa, new DFA.LimitedNodeFactory(MAX_NODES));
  } catch (error) {
    throw unreadable(source, error);
  }
}

/** Prometheus anchors patterns itself, so that only `^` and `$` at the edges say nothing. */
function refuseAssertions(pattern: string) {
  const parsed = new RegExpParser().parsePattern(pattern, 0, undefined, true);
  const idle = new Set<AST.Node>(
    parsed.alternatives.flatMap(({ elements }) => [
      ...elements.slice(0, 1).filter(node => isEdge(node, 'start')),
      ...elements.slice(-1).filter(node => isEdge(node, 'end')),
    ]),
  );
  visitRegExpAST(parsed, {
    onAssertionEnter: node => {
      if (!idle.has(node)) throw new UnreadablePattern(node.raw);
    },
  });
}

function isEdge(node: AST.Node, kind: 'start' | 'end'): boolean {
  return node.type === 'Assertion' && node.kind === kind;
}

function unreadable(what: string, error: unknown): UnreadablePattern {
  return new UnreadablePattern(`${what}: ${String(error)}`);
}

/**
 * RE2 lets every punctuation mark be escaped, JavaScript's flag `u` only those
 * that mean something; and flags stand at the front.
 */
function asJavaScript(source: string): { pattern: string; flags: string } {
  const [, letters = '', rest] = /^(?:\(\?([is]+)\))?(.*)$/s.exec(source)!;
  const pattern = rest.replace(/\\(.)/gs, (escaped, char: string) =>
    /[!-/:-@[-`{-~]/.test(char)
      ? `\\x${char.charCodeAt(0).toString(16)}`
      : escaped,
  );
  return { pattern, flags: [...new Set(`u${letters}`)].sort().join('') };
}

import { json } from '@codemirror/lang-json';
import { yamlLanguage } from '@codemirror/lang-yaml';
import { LanguageSupport, LRLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { parseMixed, type Input, type SyntaxNode } from '@lezer/common';
import { LanguageType, promQLLanguage } from '@prometheus-io/codemirror-promql';

/** What the editor knows to highlight. */
export type CodeLanguage = 'yaml' | 'json' | 'promql' | 'text';

const promql = promQLLanguage(LanguageType.PromQL);

// Keys whose values are PromQL: Prometheus' rules, and OpenSLO's metric sources.
const PROMQL_KEYS = /^["']?(expr|query)["']?$/;

const yamlWithPromql: LRLanguage = yamlLanguage.configure({
  wrap: parseMixed((node, input) => {
    const isText =
      node.name === 'Literal' || node.name === 'BlockLiteralContent';
    return isText && PROMQL_KEYS.test(keyOf(node.node, input) ?? '')
      ? { parser: promql.parser }
      : null;
  }),
});

/** The key whose value a node is; undefined for keys themselves and list items. */
function keyOf(node: SyntaxNode, input: Input): string | undefined {
  let value: SyntaxNode = node;
  while (value.parent && value.parent.name !== 'Pair') {
    if (value.parent.name !== 'BlockLiteral') return undefined;
    value = value.parent;
  }
  const key = value.parent?.firstChild;
  return key?.name === 'Key' ? input.read(key.from, key.to) : undefined;
}

export function languageExtension(language: CodeLanguage): Extension {
  switch (language) {
    case 'json':
      return json();
    case 'text':
      return [];
    case 'promql':
      return new LanguageSupport(promql);
    default:
      return new LanguageSupport(yamlWithPromql);
  }
}

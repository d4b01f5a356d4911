import { LanguageSupport } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { ensureSyntaxTree } from '@codemirror/language';
import { languageExtension, type CodeLanguage } from './languages';

/** Names of the innermost syntax nodes at the first place of a text. */
function nodesAt(language: CodeLanguage, doc: string, text: string): string {
  const state = EditorState.create({
    doc,
    extensions: [languageExtension(language)],
  });
  const at = doc.indexOf(text);
  const names: string[] = [];
  // On a busy machine the first, short attempt may end before the text does.
  const tree = ensureSyntaxTree(state, doc.length, 60_000);
  let node = tree?.resolveInner(at, 1) ?? null;
  for (; node; node = node.parent) names.push(node.name);
  return names.join(' ');
}

const RULES = `groups:
  - name: rate
    rules:
      - record: a
        expr: sum(rate(x[5m]))
      - alert: b
        expr: |
          y /
          z > 1
        annotations:
          summary: rate is high
`;

it('reads PromQL in plain and block values of expr', () => {
  expect(nodesAt('yaml', RULES, 'rate(x')).toContain('Rate');
  expect(nodesAt('yaml', RULES, 'z > 1')).toContain('VectorSelector');
});

it('leaves other values alone', () => {
  expect(nodesAt('yaml', RULES, 'rate is high')).not.toContain('Rate');
  expect(nodesAt('yaml', RULES, 'expr')).toContain('Key');
});

it('knows JSON and bare PromQL', () => {
  expect(nodesAt('json', '{"a": 1}', '1')).toContain('Number');
  expect(nodesAt('promql', 'up == 1', 'up')).toContain('VectorSelector');
  expect(languageExtension('promql')).toBeInstanceOf(LanguageSupport);
});

it('highlights nothing in plain text', () => {
  expect(languageExtension('text')).toEqual([]);
});

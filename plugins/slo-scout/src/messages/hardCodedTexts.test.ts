/* eslint-disable no-restricted-imports -- reads the sources of the components */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import ts from 'typescript';

/** Props whose value people read or hear. */
const READ = new Set([
  'alt',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'helperText',
  'label',
  'noOptionsText',
  'placeholder',
  'subheader',
  'title',
]);
const COMPARISONS = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
];
const hasWord = (text: string) => /\p{L}{2,}/u.test(text);

/** Words of a component that do not come from the translation. */
function hardCodedTexts(source: string): string[] {
  const file = ts.createSourceFile(
    'Component.tsx',
    source,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: string[] = [];
  const shown = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      found.push(node.text);
    } else if (ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    } else if (ts.isConditionalExpression(node)) {
      [node.whenTrue, node.whenFalse].forEach(shown);
    } else if (
      ts.isBinaryExpression(node) &&
      COMPARISONS.includes(node.operatorToken.kind)
    ) {
      // What is compared is not shown.
    } else if (!isNotShownItself(node)) {
      ts.forEachChild(node, shown);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      ts.forEachChild(node, shown);
    }
    if (
      ts.isJsxAttribute(node) &&
      node.initializer &&
      READ.has(node.name.getText())
    ) {
      shown(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.map(text => text.trim()).filter(hasWord);
}

/** Calls get keys and elements are visited on their own. */
function isNotShownItself(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isJsxElement(node) ||
    ts.isJsxSelfClosingElement(node) ||
    ts.isJsxFragment(node)
  );
}

const SRC = join(__dirname, '..');
const components = (
  readdirSync(SRC, { recursive: true, encoding: 'utf8' }) as string[]
).filter(
  path =>
    path.endsWith('.tsx') && !/\.test\.|__testUtils__|__mocks__/.test(path),
);

it('finds components', () => {
  expect(components.length).toBeGreaterThan(50);
});

it.each([
  ['<p>Hello there</p>', ['Hello there']],
  ['<p>{ok ? "Done" : t("x.y")}</p>', ['Done']],
  ['<a title={`Go to ${name}`} />', ['Go to']],
  ['<a aria-label="Close" id="close" />', ['Close']],
  ['<p>{count} · {t("a.b", { x: "key" })}</p>', []],
  ['<p>{status === "draft" && <b className="bold" />}</p>', []],
])('reads %s', (source, texts) => {
  expect(hardCodedTexts(source)).toEqual(texts);
});

it.each(components)('%s takes its texts from the translation', path => {
  expect(hardCodedTexts(readFileSync(join(SRC, path), 'utf8'))).toEqual([]);
});

import type { SyntaxNode } from '@lezer/common';
import { children, nodesOf, parse, textOf } from './parse';
import { readSelector, type Selector } from './selectors';
import { unquote } from './strings';

/** An aggregation `by` labels, with the selectors that these come from. */
export interface Grouping {
  labels: string[];
  selectors: Selector[];
}

/** They make labels of their own; what is grouped by may be one of these. */
const MAKES_LABELS = ['label_replace', 'label_join', 'info', 'absent'];

/**
 * Every aggregation `by` labels, in the order of the text; those left out whose
 * labels are not all labels of what is selected. Throws `PromqlSyntaxError`.
 */
export function groupings(expr: string): Grouping[] {
  return nodesOf(parse(expr), 'AggregateExpr').flatMap(node => {
    const modifier = node.getChild('AggregateModifier');
    const names =
      modifier?.getChild('By') && modifier.getChild('GroupingLabels');
    if (!names || makesLabels(expr, node)) return [];
    const labels = children(names).flatMap(child => labelName(expr, child));
    const selectors = within(node, 'VectorSelector').map(selector =>
      readSelector(expr, selector),
    );
    return labels.length > 0 ? [{ labels, selectors }] : [];
  });
}

function makesLabels(expr: string, node: SyntaxNode): boolean {
  const functions = within(node, 'FunctionIdentifier').map(name =>
    textOf(expr, name),
  );
  return (
    functions.some(name => MAKES_LABELS.some(made => name.startsWith(made))) ||
    within(node, 'CountValues').length > 0
  );
}

function within(node: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  node.cursor().iterate(child => {
    if (child.name === name) found.push(child.node);
  });
  return found;
}

function labelName(expr: string, node: SyntaxNode): string[] {
  if (node.name === 'LabelName') return [textOf(expr, node)];
  return node.name === 'QuotedLabelName' ? [unquote(textOf(expr, node))] : [];
}

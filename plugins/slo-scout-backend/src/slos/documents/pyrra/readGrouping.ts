import { Findings, shown } from '../Findings';
import type { Mapping } from '../Mapping';
import type { Grouped } from './shape';

const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The labels of `grouping`, none for one budget over everything; undefined after a fault. */
export function readGrouping(
  mapping: Mapping<Grouped>,
  findings: Findings,
): string[] | undefined {
  const labels = mapping.take('grouping') ?? [];
  const bad = labels.findIndex(
    label => !LABEL_NAME.test(label) || label === 'le' || label === '__name__',
  );
  if (bad < 0) return [...new Set(labels)];
  findings.fault(
    `${mapping.at('grouping')}[${bad}]`,
    `${shown(
      labels[bad],
    )} is not a label by which budgets can be kept apart. Name one of the metric's own labels.`,
  );
  return undefined;
}

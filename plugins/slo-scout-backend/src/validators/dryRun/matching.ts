import { labelKey } from '../../prometheus';
import type { Matching } from './operators';
import type { Labels } from './vector';

/** Samples with equal signatures belong together. */
export function signatureOf(labels: Labels, matching: Matching): string {
  return labelKey(pickLabels(labels, matching, true));
}

/** The labels that a matching or grouping looks at. */
export function pickLabels(
  labels: Labels,
  { on, labels: named }: Matching,
  dropName: boolean,
): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) =>
      on
        ? named.includes(name)
        : !named.includes(name) && !(dropName && name === '__name__'),
    ),
  );
}

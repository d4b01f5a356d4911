import { PromqlSyntaxError, selectors } from '../../../promql';
import { Findings, shown } from '../Findings';
import type { Mapping } from '../Mapping';
import { readText } from '../readQuery';
import type { PyrraMetric } from './shape';

/** A metric of Pyrra's, which is one vector selector; undefined after a fault. */
export function readSelector(
  mapping: Mapping<PyrraMetric>,
  findings: Findings,
): string | undefined {
  const path = mapping.at('metric');
  const text = readText(mapping.take('metric'), path, findings);
  if (text === undefined || isSelector(text)) return text;
  findings.fault(
    path,
    `${shown(
      text,
    )} is not a metric with its labels, such as http_requests_total{code=~"5.."}. Pyrra puts functions around it, and so does SLO Scout.`,
  );
  return undefined;
}

function isSelector(text: string): boolean {
  try {
    const [selector] = selectors(text);
    return selector?.from === 0 && selector.to === text.length;
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return false;
    throw error;
  }
}

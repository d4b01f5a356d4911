import { selectors, tryParseDuration } from '../../promql';
import { operandsOf, type PlanNode, recordedBelow } from './planNode';
import type { RecordingRule } from './ruleFile';

/** Where no window is named: how long a sample stands for the present. */
const INSTANT = 300;

/** The windows that people read in an expression, in seconds. */
export function windowsOf(
  node: PlanNode,
  planOf: (rule: RecordingRule) => PlanNode,
): number[] {
  switch (node.op) {
    case 'leaf':
      return selectors(node.query).flatMap(({ range }) => seconds(range) ?? []);
    case 'samples':
    case 'window':
      return [node.length];
    case 'recorded':
      return recordedBelow(node).flatMap(rule =>
        windowsOf(planOf(rule), planOf),
      );
    default:
      return operandsOf(node).flatMap(operand => windowsOf(operand, planOf));
  }
}

/** How far an expression looks back at raw data, through recorded series. Seconds. */
export function reachOf(
  node: PlanNode,
  planOf: (rule: RecordingRule) => PlanNode,
): number {
  const ofRules = () =>
    Math.max(0, ...recordedBelow(node).map(r => reachOf(planOf(r), planOf)));
  switch (node.op) {
    case 'leaf':
      return Math.max(
        INSTANT,
        ...selectors(node.query).map(
          ({ range, offset }) =>
            (seconds(range) ?? INSTANT) + (seconds(offset) ?? 0),
        ),
      );
    case 'recorded':
      return node.offset + ofRules();
    case 'samples':
      return node.length + node.offset + ofRules();
    case 'window':
      return node.length + node.offset + reachOf(node.operand, planOf);
    default:
      return Math.max(0, ...operandsOf(node).map(o => reachOf(o, planOf)));
  }
}

function seconds(text: string | undefined): number | undefined {
  const milliseconds = tryParseDuration(text?.replaceAll(' ', '') ?? '');
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

import { posix } from 'node:path';
import { type Document, isMap, isSeq } from 'yaml';
import { documentOf, renderDocument } from '../ruleFile';
import type { AlertTest, Expectation, UnitTest } from './AlertTest';
import { span } from './words';

/**
 * Folder beside the tests for rules that stand inside of Kubernetes objects:
 * promtool reads plain ones only. CI fills it; nothing of it is ever committed.
 */
export const EXTRACTED = '.extracted';

/** Where a test stands, and what it needs. */
export interface TestFile {
  path: string;
  header: string[];
  /** Paths of the rule files inside the repository. */
  ruleFiles: string[];
  /** Whether they stand inside of Kubernetes objects. */
  wrapped: boolean;
  /** Names of the groups, in the order of evaluation. */
  groups: string[];
}

/** A file for `promtool test rules`. Its paths are relative to itself, as promtool wants them. */
export function renderAlertTest(
  { path, header, ruleFiles, wrapped, groups }: TestFile,
  { evaluationInterval, tests }: AlertTest,
): string {
  const document = documentOf({
    rule_files: ruleFiles.map(file =>
      wrapped
        ? `${EXTRACTED}/${file}`
        : posix.relative(posix.dirname(path), file),
    ),
    // promtool keeps no order of its own, and alerts look at what was recorded before.
    group_eval_order: groups,
    evaluation_interval: span(evaluationInterval),
    tests: tests.map(plainTest),
  });
  tests.forEach((test, index) => comment(document, test, index));
  return renderDocument(header, document);
}

function plainTest({ name, interval, series, expects }: UnitTest) {
  return {
    name,
    interval: span(interval),
    input_series: series,
    promql_expr_test: expects.map(plainExpectation),
  };
}

function plainExpectation({ expr, at, samples }: Expectation) {
  return {
    expr,
    eval_time: span(at),
    ...(samples.length > 0 ? { exp_samples: samples } : {}),
  };
}

function comment(document: Document, test: UnitTest, index: number) {
  above(document.getIn(['tests', index]), test.says);
  const expectations = document.getIn(['tests', index, 'promql_expr_test']);
  if (!isSeq(expectations)) return;
  test.expects.forEach(({ says }, nth) => above(expectations.get(nth), [says]));
}

function above(node: unknown, lines: string[]) {
  if (!isMap(node)) return;
  node.commentBefore = lines.map(line => ` ${line}`).join('\n');
}

import { posix } from 'node:path';
import { EXTRACTED } from '../../generators/ruleTest/renderAlertTest';
import { PromqlSyntaxError, selectors } from '../../promql';
import { parseBoundedYaml } from '../boundedYaml';
import type { CandidateFile, FileVerdict } from '../types';

/** What is known of a test before it runs. */
export interface TestFile {
  path: string;
  content: string;
  /** The rule files that it names: where promtool looks for them, and which of ours that is. */
  ruleFiles: Array<{ at: string; path: string }>;
  /** Alerts and recorded series that it asks about. */
  asked: { alerts: string[]; metrics: string[] };
}

interface PromtoolTest {
  rule_files?: unknown;
  tests?: unknown;
}

/** Reads a test, or says why it cannot be one. */
export function readTestFile({
  path,
  content,
}: CandidateFile): TestFile | { errors: FileVerdict['errors'] } {
  const fault = (message: string, at?: string) => ({
    errors: [{ validator: 'rule_tests', message, ...(at ? { path: at } : {}) }],
  });
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) return fault(yaml.errors[0].message, yaml.errors[0].path);
  const { rule_files: names, tests } = (yaml.value ?? {}) as PromtoolTest;
  if (!Array.isArray(tests) || tests.length === 0) {
    return fault('The file has no tests, so it shows nothing.');
  }
  if (!Array.isArray(names) || !names.every(n => typeof n === 'string')) {
    return fault('The file does not say which rule_files it tests.');
  }
  const places = (names as string[]).map(name => ({
    name,
    at: posix.join(posix.dirname(path), name),
  }));
  const outside = places.find(
    ({ name, at }) => posix.isAbsolute(name) || at.startsWith('../'),
  );
  if (outside) {
    return fault(`${outside.name} is not a path inside of the repository.`);
  }
  return {
    path,
    content,
    ruleFiles: places.map(({ at }) => ({ at, path: ruleFileAt(at) })),
    asked: askedIn(tests),
  };
}

/** Rules inside of Kubernetes objects are tested where CI puts them. */
function ruleFileAt(at: string): string {
  const [, extracted] = `/${at}`.split(`/${EXTRACTED}/`);
  return extracted ?? at;
}

function askedIn(tests: unknown[]): TestFile['asked'] {
  const exprs = fieldsOf(tests, 'promql_expr_test', 'expr');
  const named = fieldsOf(tests, 'alert_rule_test', 'alertname');
  const found = exprs.flatMap(selectorsIn);
  return {
    alerts: [
      ...named,
      ...found.flatMap(({ metric, matchers }) =>
        metric === 'ALERTS'
          ? matchers.filter(m => m.label === 'alertname').map(m => m.value)
          : [],
      ),
    ],
    metrics: found.flatMap(({ metric }) => metric ?? []),
  };
}

function selectorsIn(expr: string) {
  try {
    return selectors(expr);
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return [];
    throw error;
  }
}

function fieldsOf(tests: unknown[], list: string, field: string): string[] {
  return tests
    .flatMap(test => (test as Record<string, unknown> | null)?.[list] ?? [])
    .map(item => (item as Record<string, unknown> | null)?.[field])
    .filter((value): value is string => typeof value === 'string');
}

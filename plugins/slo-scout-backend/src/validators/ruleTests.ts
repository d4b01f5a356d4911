/**
 * rule_tests: does each alert fire when it must, and only then?
 *
 * A failure means that the rules, as they stand in the files, do something else
 * than their test says. docs/validators/rule_tests.md
 */
import { LRUCache } from 'lru-cache';
import { sha256 } from '../hash';
import { RuleIndex } from './ruleTests/RuleIndex';
import {
  type RunnableTest,
  runTests,
  type TestResult,
} from './ruleTests/runTests';
import { readTestFile, type TestFile } from './ruleTests/TestFile';
import type { TestWords } from './ruleTests/testOutput';
import { inFolder, runTool, type Tool } from './runTool';
import type { CandidateFile, FileVerdict } from './types';

export const RULE_TESTS = 'rule_tests';

/** @internal */
export interface RuleTestOptions {
  /** Name on the PATH, or a path. */
  promtoolPath: string;
  /** For all tests of a generation together. */
  timeoutMs: number;
}

export const DEFAULT_RULE_TESTS = { timeoutMs: 60_000 };

/** Verdicts by what they rest on: rules, test, and promtool itself. */
export type RuleTestCache = LRUCache<string, TestWords>;

const remembered: RuleTestCache = new LRUCache({ max: 10_000 });

/** Runs the tests against the rules that stand beside them, or are deployed. */
export async function checkRuleTests(
  given: {
    tests: CandidateFile[];
    /** Rule files that are judged. */
    rules: CandidateFile[];
    /** Rule files that tests may need although they are not judged. */
    others?: CandidateFile[];
  },
  options: RuleTestOptions & {
    signal?: AbortSignal;
    cache?: RuleTestCache;
    onProgress?: (done: number, total: number) => void;
  },
): Promise<Map<string, FileVerdict>> {
  const paths = new Set(given.rules.map(({ path }) => path));
  const others = (given.others ?? []).filter(({ path }) => !paths.has(path));
  const index = new RuleIndex([...given.rules, ...others]);
  const read = given.tests.map(file => ({ file, test: readTestFile(file) }));
  const sound = read.flatMap(({ test }) => ('asked' in test ? [test] : []));
  const results = await resultsOf(sound, index, options);
  const verdicts = new Map(
    read.map(({ file, test }): [string, FileVerdict] => [
      file.path,
      'errors' in test
        ? { status: 'failed', errors: test.errors }
        : verdictOn(test, index, results.get(test)!),
    ]),
  );
  for (const rules of given.rules.filter(r => r.type === 'alert_rule')) {
    const found = verdictOnRules(rules.path, { index, sound, results });
    if (found) verdicts.set(rules.path, found);
  }
  return verdicts;
}

async function resultsOf(
  tests: TestFile[],
  index: RuleIndex,
  options: Parameters<typeof checkRuleTests>[1],
): Promise<Map<TestFile, TestResult>> {
  const { cache = remembered, signal, onProgress } = options;
  const tool = promtool(options);
  const results = new Map<TestFile, TestResult>();
  const runnable = tests.filter(test => {
    const missing = test.ruleFiles.find(({ path }) => !index.has(path));
    if (!missing) return true;
    const reason = `The rules in ${missing.path} are not there or cannot be read, so the test was not run.`;
    results.set(test, { reason });
    return false;
  });
  if (runnable.length === 0) return results;
  const version = await versionOf(tool, signal);
  if (version.outcome === 'none') {
    runnable.forEach(test => results.set(test, version));
    return results;
  }
  const prepared = runnable.map(test => {
    const run = runnableOf(test, index);
    const key = sha256(JSON.stringify([tool.path, version.text, run]));
    return { test, run, key };
  });
  const news = prepared.filter(({ test, key }) => {
    const known = cache.get(key);
    if (known) results.set(test, known);
    return !known;
  });
  let done = prepared.length - news.length;
  onProgress?.(done, prepared.length);
  const found = await runTests(
    news.map(({ run }) => run),
    tool,
    {
      signal,
      onDone: count => {
        done += count;
        onProgress?.(done, prepared.length);
      },
    },
  );
  news.forEach(({ test, key }, nth) => {
    const result = found[nth];
    results.set(test, result);
    if ('words' in result) cache.set(key, result);
  });
  return results;
}

function runnableOf(
  { path, content, ruleFiles, asked }: TestFile,
  index: RuleIndex,
): RunnableTest {
  const reduced = index.reduced(
    ruleFiles.map(file => file.path),
    asked,
  );
  return {
    path,
    content,
    rules: ruleFiles.map(({ at }, nth) => ({
      path: at,
      content: reduced[nth].content,
    })),
  };
}

async function versionOf(
  tool: Tool,
  signal: AbortSignal | undefined,
): Promise<
  { outcome: 'ran'; text: string } | { outcome: 'none'; reason: string }
> {
  const run = await inFolder([], folder =>
    runTool(tool, ['--version'], { folder, signal }),
  );
  signal?.throwIfAborted();
  return run.outcome === 'none'
    ? run
    : { outcome: 'ran', text: `${run.stdout}${run.stderr}` };
}

function promtool({ promtoolPath, timeoutMs }: RuleTestOptions): Tool {
  return {
    name: 'promtool',
    path: promtoolPath,
    timeoutMs,
    setting: 'sloScout.ruleTests',
    install:
      "Install Prometheus' promtool (on Debian: apt-get install prometheus)",
    undone: 'the rule tests were not run',
    relief: 'generate again: what has passed is remembered',
    exitCodes: [0, 1],
  };
}

function verdictOn(
  test: TestFile,
  index: RuleIndex,
  result: TestResult,
): FileVerdict {
  if ('reason' in result) {
    return {
      status: 'inconclusive',
      errors: [{ validator: RULE_TESTS, message: result.reason }],
    };
  }
  if (result.passed) return { status: 'passed', errors: [] };
  return {
    status: 'failed',
    errors: [
      {
        validator: RULE_TESTS,
        message: `${test.path}: ${blame(test, index)}\n${result.words}`,
      },
    ],
  };
}

/** Where the fault is, as far as a test can tell. */
function blame({ asked, ruleFiles }: TestFile, index: RuleIndex): string {
  const paths = ruleFiles.map(({ path }) => path);
  const [alert] = asked.alerts;
  const home = alert && index.fileOf(alert, paths);
  const recordings = paths.filter(path => path !== home).join(', ');
  return home
    ? `the rule ${alert} in ${home} does not do what its test says, or what it reads is not recorded so in ${recordings}.`
    : `the rules in ${paths.join(', ')} do not do what the test says.`;
}

/** A wrong rule fails where it stands; an alert that nothing tests is named there. */
function verdictOnRules(
  path: string,
  {
    index,
    sound,
    results,
  }: {
    index: RuleIndex;
    sound: TestFile[];
    results: Map<TestFile, TestResult>;
  },
): FileVerdict | undefined {
  const own = sound.filter(({ ruleFiles }) =>
    ruleFiles.some(file => file.path === path),
  );
  if (own.length === 0) return undefined;
  const failed = own.filter(test => {
    const result = results.get(test)!;
    return 'passed' in result && !result.passed;
  });
  const tested = new Set(own.flatMap(({ asked }) => asked.alerts));
  const untested = index.alertsOf(path).filter(alert => !tested.has(alert));
  return {
    status: failed.length > 0 ? 'failed' : 'passed',
    errors: [
      ...failed.map(test => ({
        validator: RULE_TESTS,
        message: `${test.asked.alerts[0] ?? 'A rule'} does not do what ${
          test.path
        } says.`,
      })),
      ...untested.map(alert => ({
        validator: RULE_TESTS,
        message: `${alert} is checked only: it has no test. The notes of the generation say why.`,
      })),
    ],
  };
}

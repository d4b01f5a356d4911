import limit from 'p-limit';
import { inFolder, runTool, type Tool } from '../runTool';
import { readTestOutput, type TestWords } from './testOutput';

/** A test and everything that it reads, as it stands in the repository. */
export interface RunnableTest {
  path: string;
  content: string;
  rules: Array<{ path: string; content: string }>;
}

/** promtool's word on a test, or why it has none. */
export type TestResult = TestWords | { reason: string };

const MAX_PROCESSES = 2;
/** Few enough that a time limit leaves many results, enough that starting does not count. */
const TESTS_PER_PROCESS = 10;

/** Runs tests, a few in each process, two processes at a time, within one limit of time. */
export async function runTests(
  tests: RunnableTest[],
  tool: Tool,
  { signal, onDone }: { signal?: AbortSignal; onDone?: (n: number) => void },
): Promise<TestResult[]> {
  const ends = performance.now() + tool.timeoutMs;
  const start = limit(MAX_PROCESSES);
  const chunked = await Promise.allSettled(
    chunks(tests).map(chunk =>
      start(async () => {
        signal?.throwIfAborted();
        // A test whose turn comes too late is not begun.
        const timeoutMs = Math.max(1, Math.ceil(ends - performance.now()));
        const found = await runChunk(chunk, { ...tool, timeoutMs }, signal);
        onDone?.(chunk.length);
        return found.map(result => inLimit(result, timeoutMs, tool));
      }),
    ),
  );
  // Only when every process has ended and its folder is gone.
  return chunked.flatMap(result => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** The limit is the one of all tests, and not what was left of it. */
function inLimit(
  result: TestResult,
  left: number,
  { timeoutMs }: Tool,
): TestResult {
  return 'reason' in result
    ? {
        reason: result.reason.replace(
          `within ${left / 1000} s`,
          `within ${timeoutMs / 1000} s`,
        ),
      }
    : result;
}

function chunks<T>(all: T[]): T[][] {
  const count = Math.ceil(all.length / TESTS_PER_PROCESS);
  return Array.from({ length: count }, (_, index) =>
    all.slice(index * TESTS_PER_PROCESS, (index + 1) * TESTS_PER_PROCESS),
  );
}

/** Each test has a folder with a repository of its own. */
async function runChunk(
  tests: RunnableTest[],
  tool: Tool,
  signal: AbortSignal | undefined,
): Promise<TestResult[]> {
  const files = tests.flatMap(({ path, content, rules }, index) =>
    [{ path, content }, ...rules].map(file => ({
      ...file,
      path: `${index}/${file.path}`,
    })),
  );
  const names = tests.map(({ path }, index) => `${index}/${path}`);
  const run = await inFolder(files, folder =>
    runTool(tool, ['test', 'rules', '--', ...names], { folder, signal }),
  );
  signal?.throwIfAborted();
  if (run.outcome === 'none') return tests.map(() => ({ reason: run.reason }));
  const found = readTestOutput(names, run);
  // Somebody took files away meanwhile: that says nothing of the rules.
  const disturbed = run.stderr.includes('no file match pattern');
  return names.map((name, index) => {
    const result = found.get(name);
    return result && (result.passed || !disturbed)
      ? { ...result, words: result.words.replaceAll(`${index}/`, '') }
      : { reason: `promtool did not come to this test. ${run.stderr}`.trim() };
  });
}

/**
 * rule_tests, of a CI file: could CI read it, and would it run the tests?
 *
 * A failure means that the tests would never run in the repository.
 * docs/validators/rule_tests.md
 */
import { z } from 'zod';
import { parseBoundedYaml } from './boundedYaml';
import type { CandidateFile, FileVerdict } from './types';

const GITHUB = '.github/workflows/';
const GITLAB = '.gitlab/ci/';

const RUNS_TESTS = 'promtool test rules';

const runsTests = (lines: Array<string | undefined>) =>
  lines.some(line => line?.includes(RUNS_TESTS));

/** As much of a workflow as makes it run; GitHub takes far more. */
const workflow = z.object({
  name: z.string().min(1),
  on: z.record(z.string(), z.unknown()).refine(on => Object.keys(on).length),
  jobs: z.record(
    z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]*$/),
    z.object({
      'runs-on': z.string().min(1),
      steps: z
        .array(
          z.union([
            z.object({ uses: z.string().min(1), run: z.never().optional() }),
            z.object({ run: z.string().min(1), uses: z.never().optional() }),
          ]),
        )
        .refine(steps => runsTests(steps.map(({ run }) => run)), {
          message: `no step runs ${RUNS_TESTS}`,
        }),
    }),
  ),
});

/** One or more jobs of GitLab CI. */
const jobs = z.record(
  z.string().min(1),
  z.object({
    image: z.string().min(1),
    rules: z.array(z.record(z.string(), z.unknown())).min(1),
    script: z.array(z.string()).refine(runsTests, {
      message: `no line runs ${RUNS_TESTS}`,
    }),
  }),
);

/** Whether a rule test is the file by which CI runs the others. */
export function isCiFile({ path }: CandidateFile): boolean {
  return path.startsWith(GITHUB) || path.startsWith(GITLAB);
}

/** @internal */
export function checkCiFile({ path, content }: CandidateFile): FileVerdict {
  const yaml = parseBoundedYaml(content);
  if (!yaml.ok) return failed(yaml.errors);
  const schema = path.startsWith(GITHUB) ? workflow : jobs;
  const result = schema.safeParse(yaml.value);
  if (result.success) return { status: 'passed', errors: [] };
  return failed(
    result.error.issues.map(issue => ({
      message: issue.message,
      path: `/${issue.path.map(String).join('/')}`,
    })),
  );
}

function failed(
  errors: Array<{ message: string; path?: string }>,
): FileVerdict {
  return {
    status: 'failed',
    errors: errors.map(error => ({ validator: 'rule_tests', ...error })),
  };
}

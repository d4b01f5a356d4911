import { metricName } from '../../names';
import type { Prepared } from '../../prepare';
import { headerLines } from '../../ruleFile';
import type { GeneratedFile, GeneratorInput } from '../../types';
import { githubWorkflow } from './githubWorkflow';
import { gitlabJob } from './gitlabJob';

/** What CI has to know of a service's tests. */
export interface CiTests {
  header: string[];
  /** For people: whose tests these are. */
  title: string;
  /** Letters, digits, `_` and `-`: tells services and environments apart. */
  id: string;
  /** The CI file itself. */
  path: string;
  branch: string;
  ruleFiles: string[];
  /** Whether the rules stand inside of Kubernetes objects. */
  wrapped: boolean;
  tests: string[];
}

/** The file that runs the tests in the repository's CI, where the target asks for one. */
export function ciFile(
  input: GeneratorInput,
  prepared: Prepared,
  tests: GeneratedFile[],
): GeneratedFile[] {
  const { ci, branch, format } = input.target;
  if (!ci || tests.length === 0) return [];
  // Environments may share a repository, and CI reads its files from the top of it.
  const id = `${prepared.service}-${metricName(input.environment)}`;
  const path =
    ci === 'github'
      ? `.github/workflows/slo-scout-${id}.yaml`
      : `.gitlab/ci/slo-scout-${id}.yml`;
  const given: CiTests = {
    header: headerLines(prepared.slos),
    title: `SLO rule tests of ${input.service.name} in ${input.environment}`,
    id,
    path,
    branch,
    ruleFiles: [prepared.recordingPath, prepared.alertPath],
    wrapped: format?.rules === 'prometheus_operator',
    tests: tests.map(test => test.path),
  };
  return [
    {
      type: 'rule_test',
      path,
      content: ci === 'github' ? githubWorkflow(given) : gitlabJob(given),
      slo_ids: prepared.ids,
    },
  ];
}

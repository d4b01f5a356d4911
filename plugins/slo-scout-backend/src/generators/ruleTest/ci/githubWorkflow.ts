import { renderYaml } from '../../ruleFile';
import type { CiTests } from './ciFile';
import { installScript, testScript, watchedFiles } from './script';

/** A workflow of GitHub Actions for pull requests and the branch that is deployed. */
export function githubWorkflow(given: CiTests): string {
  const paths = watchedFiles(given);
  const folder = '"$RUNNER_TEMP/promtool"';
  return renderYaml(given.header, {
    name: given.title,
    on: {
      pull_request: { paths },
      push: { branches: [given.branch], paths: [...paths] },
    },
    permissions: { contents: 'read' },
    jobs: {
      rule_tests: {
        name: given.title,
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 60,
        steps: [
          { uses: 'actions/checkout@v4' },
          {
            name: 'Install promtool',
            run: `${installScript(folder)}echo ${folder} >> "$GITHUB_PATH"\n`,
          },
          { name: 'Run the tests', run: testScript(given) },
        ],
      },
    },
  });
}

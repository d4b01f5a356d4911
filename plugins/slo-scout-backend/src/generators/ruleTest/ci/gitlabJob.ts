import { renderYaml } from '../../ruleFile';
import type { CiTests } from './ciFile';
import { installScript, testScript, watchedFiles } from './script';

/**
 * A job of GitLab CI for merge requests and the branch that is deployed. It runs
 * once `.gitlab-ci.yml` includes it.
 */
export function gitlabJob(given: CiTests): string {
  const changes = watchedFiles(given);
  const folder = '"$CI_PROJECT_DIR/.promtool"';
  return renderYaml(
    [
      ...given.header,
      `Runs where .gitlab-ci.yml has: include: [{ local: '/.gitlab/ci/slo-scout-*.yml' }]`,
    ],
    {
      [`slo_rule_tests:${given.id}`]: {
        image: 'debian:12-slim',
        rules: [
          {
            if: '$CI_PIPELINE_SOURCE == "merge_request_event"',
            changes,
          },
          {
            if: `$CI_COMMIT_BRANCH == ${JSON.stringify(given.branch)}`,
            changes: [...changes],
          },
        ],
        script: [
          'apt-get update -qq && apt-get install -qq -y --no-install-recommends ca-certificates curl',
          `set -eu\n${installScript(folder)}`,
          `set -eu\nPATH=${folder}:"$PATH"\n${testScript(given)}`,
        ],
        timeout: '1h',
      },
    },
  );
}

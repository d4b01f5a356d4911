import { posix } from 'node:path';
import { EXTRACTED } from '../renderAlertTest';
import type { CiTests } from './ciFile';

/** promtool of the last long-term release of Prometheus 2, as its project publishes it. */
const PROMETHEUS = {
  version: '2.53.4',
  sha256: 'b8b497c4610d1b93208252b60c8f20f6b2e78596ae8df43397a2e805aa53d475',
};

/** Shell that puts promtool into a folder; it must begin with `set -eu`. */
export function installScript(folder: string): string {
  const { version, sha256 } = PROMETHEUS;
  const name = `prometheus-${version}.linux-amd64`;
  return `curl -fsSL --retry 3 -o prometheus.tar.gz https://github.com/prometheus/prometheus/releases/download/v${version}/${name}.tar.gz
echo '${sha256}  prometheus.tar.gz' | sha256sum -c -
mkdir -p ${folder}
tar -xzf prometheus.tar.gz --strip-components=1 -C ${folder} ${name}/promtool
rm prometheus.tar.gz
`;
}

/** Shell that runs the tests; where rules stand inside of objects, it takes them out first. */
export function testScript(given: CiTests): string {
  const extract = given.wrapped
    ? extractions(given).map(
        ({ from, to }) =>
          `mkdir -p ${posix.dirname(to)}
awk 'inside { sub(/^  /, ""); print } /^spec:$/ { inside = 1 }' ${from} > ${to}
`,
      )
    : [];
  return `${extract.join(
    '',
  )}xargs -n 8 -P "$(nproc)" promtool test rules <<'TESTS'
${given.tests.join('\n')}
TESTS
`;
}

/** Each folder of tests looks for the rules beside itself. */
function extractions({
  tests,
  ruleFiles,
}: CiTests): Array<{ from: string; to: string }> {
  const folders = [...new Set(tests.map(test => posix.dirname(test)))];
  return folders.flatMap(folder =>
    ruleFiles.map(from => ({
      from,
      to: posix.join(folder, EXTRACTED, from),
    })),
  );
}

/** GitLab takes no more for one rule. */
const MAX_WATCHED = 50;

/** Files whose change is a reason to run the tests; many tests are watched as a folder. */
export function watchedFiles({ path, ruleFiles, tests }: CiTests): string[] {
  const others = [...ruleFiles, path];
  if (tests.length + others.length <= MAX_WATCHED) return [...others, ...tests];
  const folders = tests.map(
    test => `${posix.dirname(test)}/*${posix.extname(test)}`,
  );
  return [...others, ...new Set(folders)];
}

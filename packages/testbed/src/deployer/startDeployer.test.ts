import execa from 'execa';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { PrometheusHandle, startPrometheus } from '../prometheus';
import { queryOne, until } from '../testSupport/query';
import { DeployerHandle, startDeployer } from '.';

jest.setTimeout(60_000);

const RULE_FILE = 'prometheus/rules/recording/payments_api_slis.yaml';

function recording(expr: string): string {
  return `groups:
  - name: payments_api_slis
    interval: 1s
    rules:
      - record: job:answer:value
        expr: ${expr}
`;
}

describe('startDeployer', () => {
  let directory: string;
  let bare: string;
  let work: string;
  let prometheus: PrometheusHandle;
  let deployer: DeployerHandle;
  const failures: string[] = [];

  const git = async (...args: string[]) => {
    const author = ['-c', 'user.name=A', '-c', 'user.email=a@acme.example'];
    return (await execa('git', [...author, ...args], { cwd: work })).stdout;
  };

  const push = async (path: string, content: string): Promise<string> => {
    await mkdir(dirname(join(work, path)), { recursive: true });
    await writeFile(join(work, path), content);
    await git('add', '.');
    await git('commit', '--quiet', '-m', `change ${path}`);
    await git('push', '--quiet', 'origin', 'HEAD:main');
    return git('rev-parse', 'HEAD');
  };

  const loadedRules = async (): Promise<string[]> => {
    const response = await fetch(`${prometheus.url}/api/v1/rules`);
    const body: { data: { groups: Array<{ file: string }> } } =
      await response.json();
    return body.data.groups.map(group => group.file);
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'testbed-deployer-'));
    bare = join(directory, 'observability-config.git');
    work = join(directory, 'work');
    await execa('git', ['init', '--quiet', '--bare', bare]);
    await execa('git', ['clone', '--quiet', bare, work]);
    const checkoutDir = join(directory, 'checkout');
    prometheus = await startPrometheus({
      dataDir: join(directory, 'prometheus'),
      ruleDir: checkoutDir,
      historyDays: 1 / 24,
    });
    deployer = await startDeployer({
      repository: bare,
      checkoutDir,
      reload: prometheus.reload,
      intervalMs: 200,
      onError: error => failures.push(error.message),
    });
  });

  afterAll(async () => {
    await deployer?.stop();
    await prometheus?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('waits while the branch is empty', async () => {
    await expect(deployer.poke()).resolves.toBeUndefined();
    await expect(loadedRules()).resolves.toEqual([]);
  });

  it('has Prometheus load what was merged, and evaluate it', async () => {
    const commit = await push(RULE_FILE, recording('vector(42)'));
    await until(async () => deployer.deployed()?.commit === commit);

    await expect(loadedRules()).resolves.toEqual([
      join(directory, 'checkout', RULE_FILE),
    ]);
    await until(() =>
      queryOne(prometheus.url, 'job:answer:value').then(
        value => value === 42,
        () => false,
      ),
    );
  });

  it('keeps the old rules and says why where Prometheus refuses the new ones', async () => {
    const good = deployer.deployed();
    await push(RULE_FILE, recording('sum('));
    await expect(deployer.poke()).rejects.toThrow(
      /Prometheus refused its new configuration[^]*unclosed left parenthesis/,
    );
    await until(async () => failures.length > 0);
    expect(deployer.deployed()).toEqual(good);
    await expect(loadedRules()).resolves.toHaveLength(1);
  });

  it('deploys the repair, and removes what was removed', async () => {
    await git('rm', '--quiet', RULE_FILE);
    const commit = await push('README.md', 'Nothing is measured any more.\n');
    await until(async () => deployer.deployed()?.commit === commit);
    await expect(loadedRules()).resolves.toEqual([]);
    await expect(
      readFile(join(directory, 'checkout', RULE_FILE)),
    ).rejects.toThrow('ENOENT');
  });
});

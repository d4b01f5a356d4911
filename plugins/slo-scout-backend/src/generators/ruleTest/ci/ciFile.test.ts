import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import execa from 'execa';
import { parse } from 'yaml';
import { assertPathsAllowed } from '../../../gitops/pathGuard';
import { checkCiFile, isCiFile } from '../../../validators/ciFile';
import {
  checkoutLatencyP95,
  input,
  paymentSuccessRate,
  slo,
} from '../../__fixtures__/paymentsApi';
import { generateFiles } from '../../generateFiles';
import { DEFAULT_LAYOUT } from '../../layout';
import type { GeneratedFile, TargetContext } from '../../types';

jest.setTimeout(120_000);

/** Two alerts on burn rates instead of four: promtool evaluates every rule in every test. */
const small = slo({
  name: 'small',
  sli: paymentSuccessRate.sli,
  objective: 0.9,
  window: '7d',
});

function generated(
  changes: Partial<TargetContext>,
  slos = [paymentSuccessRate, checkoutLatencyP95],
): {
  files: GeneratedFile[];
  ci: GeneratedFile;
} {
  const base = input(slos);
  const { files } = generateFiles(
    { ...base, target: { ...base.target, ...changes } },
    ['recording_rule', 'alert_rule', 'rule_test'],
  );
  return { files, ci: files.find(isCiFile)! };
}

const OPERATOR = {
  rules: 'prometheus_operator',
  dashboard: 'json',
  labels: {},
} as const;

const folders: string[] = [];

function folder(files: Array<{ path: string; content: string }>): string {
  const top = mkdtempSync(join(tmpdir(), 'slo-scout-ci-'));
  folders.push(top);
  for (const { path, content } of files) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), content);
  }
  return top;
}

afterAll(() => {
  folders.forEach(top => rmSync(top, { recursive: true, force: true }));
});

/** Runs a step as CI would: `bash -e` on GitHub, `sh` on GitLab. */
function run(script: string, cwd: string, env: Record<string, string> = {}) {
  return execa('bash', ['-e', '-c', script], {
    cwd,
    env,
    all: true,
    reject: false,
  });
}

describe('GitHub', () => {
  const stepsOf = (ci: GeneratedFile) =>
    parse(ci.content).jobs.rule_tests.steps;

  it('is written where the target asks for it, at the top of the repository', () => {
    const { files, ci } = generated({ ci: 'github', directory: 'slo' });
    expect(ci.path).toBe(
      '.github/workflows/slo-scout-payments_api-production.yaml',
    );
    expect(ci.slo_ids).toHaveLength(2);
    expect(() =>
      assertPathsAllowed(files, {
        directory: 'slo',
        layout: DEFAULT_LAYOUT,
        ci: 'github',
      }),
    ).not.toThrow();
    expect(generated({}).ci).toBeUndefined();
  });

  it('watches the service’s files, on pull requests and the branch', () => {
    const { ci, files } = generated({ ci: 'github', branch: 'live' });
    const { on, permissions } = parse(ci.content);
    expect([...on.pull_request.paths].sort()).toEqual(
      files.map(({ path }) => path).sort(),
    );
    expect(on.push).toEqual({
      branches: ['live'],
      paths: on.pull_request.paths,
    });
    expect(permissions).toEqual({ contents: 'read' });
  });

  it.each([
    ['plain rule files', undefined],
    ['rules in objects', OPERATOR],
  ])('runs the tests over %s', async (_, format) => {
    const { ci, files } = generated({ ci: 'github', format }, [small]);
    const script: string = stepsOf(ci).at(-1).run;
    const good = await run(script, folder(files));
    expect(good.all).toContain('SUCCESS');
    expect(good.exitCode).toBe(0);
    const wrong = files.map(file => ({
      ...file,
      content: file.content.replaceAll('> 0.336', '> 0.672'),
    }));
    const bad = await run(script, folder(wrong));
    expect(bad.all).toContain('SmallBurnRate1h');
    expect(bad.exitCode).not.toBe(0);
  });

  it('installs nothing that is not what Prometheus released', async () => {
    const { ci, files } = generated({ ci: 'github' });
    const top = folder([
      ...files,
      // Instead of the network: whatever is asked for, here is something else.
      {
        path: 'bin/curl',
        content:
          '#!/bin/sh\necho "$@" > asked\necho no release > prometheus.tar.gz\n',
      },
    ]);
    chmodSync(join(top, 'bin/curl'), 0o755);
    const { exitCode, all } = await run(stepsOf(ci)[1].run, top, {
      PATH: `${top}/bin:${process.env.PATH}`,
      RUNNER_TEMP: top,
      GITHUB_PATH: join(top, 'path'),
    });
    expect(all).toContain('prometheus.tar.gz: FAILED');
    expect(exitCode).not.toBe(0);
    expect(existsSync(join(top, 'asked'))).toBe(true);
    expect(existsSync(join(top, 'promtool'))).toBe(false);
    expect(existsSync(join(top, 'path'))).toBe(false);
  });

  it('passes its validator, which knows what is missing', () => {
    const { ci } = generated({ ci: 'github' });
    expect(checkCiFile(ci)).toEqual({ status: 'passed', errors: [] });
    const without = (text: string) =>
      checkCiFile({ ...ci, content: ci.content.replace(text, 'x') });
    expect(without('runs-on').errors).toMatchObject([
      { validator: 'rule_tests', path: '/jobs/rule_tests/runs-on' },
    ]);
    expect(without('promtool test rules').errors).toMatchObject([
      { message: 'no step runs promtool test rules' },
    ]);
    expect(checkCiFile({ ...ci, content: 'jobs: [' }).status).toBe('failed');
    expect(checkCiFile({ ...ci, content: '' }).status).toBe('failed');
  });
});

describe('GitLab', () => {
  const jobOf = (ci: GeneratedFile) =>
    parse(ci.content)['slo_rule_tests:payments_api-production'];

  it('is a job to be included, for merge requests and the branch', () => {
    const { ci } = generated({ ci: 'gitlab' });
    expect(ci.path).toBe('.gitlab/ci/slo-scout-payments_api-production.yml');
    expect(ci.content).toContain("local: '/.gitlab/ci/slo-scout-*.yml'");
    expect(jobOf(ci).rules).toHaveLength(2);
    expect(jobOf(ci).rules[1].if).toBe('$CI_COMMIT_BRANCH == "main"');
  });

  it.each([
    ['plain rule files', undefined],
    ['rules in objects', OPERATOR],
  ])('runs the tests over %s', async (_, format) => {
    const { ci, files } = generated({ ci: 'gitlab', format }, [small]);
    const top = folder(files);
    const { all, exitCode } = await execa(
      'sh',
      ['-c', jobOf(ci).script.at(-1)],
      { cwd: top, env: { CI_PROJECT_DIR: top }, all: true, reject: false },
    );
    expect(all).toContain('SUCCESS');
    expect(exitCode).toBe(0);
  });

  it('watches folders where there are more files than GitLab takes', () => {
    const base = input([]);
    const many = Array.from({ length: 12 }, (_, index) => ({
      ...paymentSuccessRate,
      name: `slo_${index}`,
      id: `${index}`,
    }));
    const { files } = generateFiles(
      { ...base, slos: many, target: { ...base.target, ci: 'gitlab' } },
      ['rule_test'],
    );
    const [{ changes }] = jobOf(files.find(isCiFile)!).rules;
    expect(files.length).toBeGreaterThan(60);
    expect(changes).toContain('prometheus/tests/*.yaml');
    expect(changes.length).toBeLessThan(10);
  });

  it('passes its validator, which knows what is missing', () => {
    const { ci } = generated({ ci: 'gitlab' });
    expect(checkCiFile(ci)).toEqual({ status: 'passed', errors: [] });
    const job = '/slo_rule_tests:payments_api-production';
    const without = (text: string) =>
      checkCiFile({ ...ci, content: ci.content.replace(text, 'x') });
    expect(without('image').errors).toMatchObject([{ path: `${job}/image` }]);
    expect(without('promtool test rules').errors).toMatchObject([
      { message: 'no line runs promtool test rules' },
    ]);
  });
});

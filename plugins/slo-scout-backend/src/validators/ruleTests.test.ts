import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { generateFiles } from '../generators';
import {
  checkoutLatencyP95,
  input,
  paymentSuccessRate,
} from '../generators/__fixtures__/paymentsApi';
import type { OutputFormat } from '../generators/types';
import { openFiles } from './objects';
import { checkRuleTests, type RuleTestCache } from './ruleTests';
import type { CandidateFile } from './types';

jest.setTimeout(120_000);

function generated(format?: OutputFormat) {
  const base = input([paymentSuccessRate, checkoutLatencyP95]);
  const { files } = generateFiles(
    { ...base, target: { ...base.target, format } },
    ['recording_rule', 'alert_rule', 'rule_test'],
  );
  const plain = openFiles(files).plain;
  return {
    tests: plain.filter(file => file.type === 'rule_test'),
    rules: plain.filter(file => file.type !== 'rule_test'),
  };
}

const newCache = (): RuleTestCache => new LRUCache({ max: 100 });

const options = () => ({
  promtoolPath: 'promtool',
  timeoutMs: 60_000,
  cache: newCache(),
});

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';
const RECORDINGS = 'prometheus/rules/recording/payments_api_slis.yaml';
const TEST =
  'prometheus/tests/payments_api_payment_success_rate_PaymentSuccessRateBurnRate1h.yaml';

const only = (files: CandidateFile[], path: string) =>
  files.filter(file => file.path === path);

function changed(
  files: CandidateFile[],
  path: string,
  from: string,
  to: string,
) {
  expect(only(files, path)[0].content).toContain(from);
  return files.map(file =>
    file.path === path
      ? { ...file, content: file.content.replaceAll(from, to) }
      : file,
  );
}

const fakes: string[] = [];

afterAll(() => {
  fakes.forEach(folder => rmSync(folder, { recursive: true, force: true }));
});

/** A promtool of our own making; answers `--version` as a real one would. */
function fakePromtool(script: string): {
  path: string;
  /** Folders that it was started in to run tests. */
  calls(): string[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'fake-promtool-'));
  fakes.push(folder);
  const path = join(folder, 'promtool');
  writeFileSync(
    path,
    `#!/bin/sh\nif [ "$1" = --version ]; then echo fake; exit 0; fi\npwd > ${folder}/call.$$\n${script}\n`,
  );
  chmodSync(path, 0o755);
  return {
    path,
    calls: () =>
      readdirSync(folder)
        .filter(name => name.startsWith('call'))
        .map(name => readFileSync(join(folder, name), 'utf8').trim()),
  };
}

describe('checkRuleTests', () => {
  it('passes what the generators write, and says nothing of the rules', async () => {
    const { tests, rules } = generated();
    const verdicts = await checkRuleTests({ tests, rules }, options());
    expect(tests).toHaveLength(13);
    for (const { path } of [...tests, ...only(rules, ALERTS)]) {
      expect(verdicts.get(path)).toEqual({ status: 'passed', errors: [] });
    }
    expect(verdicts.size).toBe(tests.length + 1);
  });

  it('a wrong rule fails: the test, and the file in which it stands', async () => {
    const { tests, rules } = generated();
    const wrong = changed(rules, ALERTS, '> 0.0144', '> 0.0288');
    const verdicts = await checkRuleTests({ tests, rules: wrong }, options());
    const failed = [...verdicts].filter(([, v]) => v.status === 'failed');
    expect(failed.map(([path]) => path)).toEqual([TEST, ALERTS]);
    const [[, test], [, file]] = failed;
    expect(test.errors).toHaveLength(1);
    expect(test.errors[0].validator).toBe('rule_tests');
    expect(test.errors[0].message).toContain(
      `${TEST}: the rule PaymentSuccessRateBurnRate1h in ${ALERTS} does not do what its test says, or what it reads is not recorded so in ${RECORDINGS}.\n    expr: "ALERTS{alertname=\\"PaymentSuccessRateBurnRate1h\\"`,
    );
    expect(test.errors[0].message).toContain('got: nil');
    expect(file.errors).toEqual([
      {
        validator: 'rule_tests',
        message: `PaymentSuccessRateBurnRate1h does not do what ${TEST} says.`,
      },
    ]);
  });

  it('a wrong recording rule fails the tests of the alerts that read it', async () => {
    const { tests, rules } = generated();
    const wrong = changed(
      rules,
      RECORDINGS,
      'record: job:payment_success_rate_bad:rate5m',
      'record: job:payment_success_rate_worse:rate5m',
    );
    const verdicts = await checkRuleTests({ tests, rules: wrong }, options());
    const failed = [...verdicts].filter(([, v]) => v.status === 'failed');
    expect(failed.map(([path]) => path.replace(/.*_/, ''))).toEqual([
      'PaymentSuccessRateBurnRate1d.yaml',
      'PaymentSuccessRateBurnRate3d.yaml',
      'PaymentSuccessRateBudgetExhausted.yaml',
      'PaymentSuccessRateNoData.yaml',
      'slos.yaml',
    ]);
  });

  it('rules in Kubernetes objects are tested where CI would put them', async () => {
    const { tests, rules } = generated({
      rules: 'prometheus_operator',
      dashboard: 'json',
      labels: {},
    });
    const given = { tests: only(tests, TEST), rules };
    expect(given.tests[0].content).toContain(`  - .extracted/${ALERTS}`);
    const verdicts = await checkRuleTests(given, options());
    expect(verdicts.get(TEST)?.status).toBe('passed');
  });

  it('rules may stand elsewhere; without them nothing is said', async () => {
    const { tests, rules } = generated();
    const given = { tests: only(tests, TEST), rules: [] };
    const found = await checkRuleTests({ ...given, others: rules }, options());
    expect([...found.values()]).toEqual([{ status: 'passed', errors: [] }]);
    const none = await checkRuleTests(given, options());
    expect(none.get(TEST)).toEqual({
      status: 'inconclusive',
      errors: [
        {
          validator: 'rule_tests',
          message: `The rules in ${RECORDINGS} are not there or cannot be read, so the test was not run.`,
        },
      ],
    });
  });

  it('names alerts that nothing tests', async () => {
    const { tests, rules } = generated();
    const verdicts = await checkRuleTests(
      { tests: tests.slice(1), rules },
      options(),
    );
    expect(verdicts.get(ALERTS)).toEqual({
      status: 'passed',
      errors: [
        {
          validator: 'rule_tests',
          message:
            'CheckoutLatencyP95High is checked only: it has no test. The notes of the generation say why.',
        },
      ],
    });
  });

  it.each([
    ['tests: [', 'Flow sequence in block collection must be sufficiently'],
    ['tests: []\nrule_files: []', 'The file has no tests'],
    ['tests: [{}]', 'does not say which rule_files'],
    [
      'tests: [{}]\nrule_files: [../../../../etc/rules.yaml]',
      'not a path inside',
    ],
    ['tests: [{}]\nrule_files: [/etc/rules.yaml]', 'not a path inside'],
  ])('%j is no test', async (content, message) => {
    const verdicts = await checkRuleTests(
      { tests: [{ type: 'rule_test', path: TEST, content }], rules: [] },
      options(),
    );
    expect(verdicts.get(TEST)).toMatchObject({
      status: 'failed',
      errors: [
        { validator: 'rule_tests', message: expect.stringContaining(message) },
      ],
    });
  });

  it('what has been tested is not tested again, unless something changed', async () => {
    const { tests, rules } = generated();
    const given = { tests: only(tests, TEST), rules };
    const { path: promtoolPath, calls } = fakePromtool('exec promtool "$@"');
    const remembering = options();
    const run = (more: Partial<typeof given> = {}) =>
      checkRuleTests({ ...given, ...more }, { ...remembering, promtoolPath });
    await run();
    await run();
    expect(calls()).toHaveLength(1);
    // A rule that the test does not read is none of its business.
    await run({ rules: changed(rules, ALERTS, '> 0.2', '> 0.3') });
    expect(calls()).toHaveLength(1);
    await run({ rules: changed(rules, ALERTS, '>= 70', '>= 71') });
    expect(calls()).toHaveLength(2);
    await run({ tests: changed(given.tests, TEST, '1h30m', '1h29m') });
    expect(calls()).toHaveLength(3);
    await checkRuleTests(given, remembering);
    expect(calls()).toHaveLength(3);
  });

  it('a time limit ends promtool, and leaves doubt', async () => {
    const { tests, rules } = generated();
    const { path: promtoolPath } = fakePromtool('exec sleep 600');
    const verdicts = await checkRuleTests(
      { tests, rules },
      { ...options(), promtoolPath, timeoutMs: 500 },
    );
    expect(verdicts.get(TEST)).toEqual({
      status: 'inconclusive',
      errors: [
        {
          validator: 'rule_tests',
          message:
            'promtool did not finish within 0.5 s. Raise sloScout.ruleTests.timeout or generate again: what has passed is remembered.',
        },
      ],
    });
    expect(verdicts.get(ALERTS)?.status).toBe('passed');
  });

  it.each([
    [undefined, /cannot be started .*not found.* rule tests were not run/],
    ['echo broken >&2; exit 7', /exit code 7.*: broken/],
    ['exit 0', /did not come to this test/],
  ])('a promtool that does %j leaves doubt', async (script, message) => {
    const promtoolPath = script
      ? fakePromtool(script).path
      : '/nowhere/promtool';
    const { tests, rules } = generated();
    const cache = newCache();
    const verdicts = await checkRuleTests(
      { tests, rules },
      { ...options(), promtoolPath, cache },
    );
    expect(verdicts.get(TEST)).toMatchObject({ status: 'inconclusive' });
    expect(verdicts.get(TEST)?.errors[0].message).toMatch(message);
    expect(cache.size).toBe(0);
  });

  it('whoever gives up ends promtool and leaves no files', async () => {
    const { tests, rules } = generated();
    const controller = new AbortController();
    const { path: promtoolPath, calls } = fakePromtool('exec sleep 600');
    const running = checkRuleTests(
      { tests, rules },
      { ...options(), promtoolPath, signal: controller.signal },
    );
    const started = setInterval(() => {
      if (calls().some(folder => folder !== '')) controller.abort();
    }, 20);
    await expect(running).rejects.toThrow('aborted');
    clearInterval(started);
    const folders = calls();
    expect(folders.length).toBeGreaterThan(0);
    expect(folders.filter(folder => existsSync(folder))).toEqual([]);
  });

  it('tells how far it is', async () => {
    const { tests, rules } = generated();
    const seen: string[] = [];
    await checkRuleTests(
      { tests, rules },
      {
        ...options(),
        onProgress: (done, total) => seen.push(`${done}/${total}`),
      },
    );
    expect(seen[0]).toBe('0/13');
    expect(seen.at(-1)).toBe('13/13');
  });
});

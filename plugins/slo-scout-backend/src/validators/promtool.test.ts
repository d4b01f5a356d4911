import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  checkRules,
  MAX_RULE_FILE_BYTES,
  type PromtoolOptions,
} from './promtool';

const rules = (...lines: string[]) =>
  ['groups:', '  - name: shop', '    rules:', ...lines, ''].join('\n');

const GOOD = rules('      - record: job:a:rate5m', '        expr: sum(a)');
const BROKEN = rules(
  '      - record: job:a:rate5m',
  '        expr: sum(rate(a[5m])',
  '      - alert: High',
  '        expr: job:a:rate5m >',
);
const DUPLICATE = rules(
  '      - { record: "job:a:rate5m", expr: sum(a) }',
  '      - { record: "job:a:rate5m", expr: sum(a) }',
);

describe('checkRules', () => {
  const tmp = process.env.TMPDIR;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'odd-promtool-'));
    process.env.TMPDIR = folder;
  });
  afterAll(async () => {
    if (tmp === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = tmp;
    await rm(folder, { recursive: true, force: true });
  });

  /** Folders with rule files that are still there. */
  const leftovers = async () =>
    (await readdir(folder)).filter(name => name.startsWith('slo-scout-'));

  async function check(
    files: Record<string, string>,
    options: Partial<PromtoolOptions> = {},
  ) {
    const verdicts = await checkRules(
      Object.entries(files).map(([name, content]) => ({ path: name, content })),
      { promtoolPath: 'promtool', timeoutMs: 20_000, ...options },
    );
    return Object.fromEntries(verdicts);
  }

  /** Something that is called promtool and is none. */
  async function script(name: string, ...lines: string[]): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'));
    await chmod(file, 0o755);
    return file;
  }

  it('passes what Prometheus accepts', async () => {
    await expect(
      check({ 'prometheus/rules/recording/shop_slis.yaml': GOOD }),
    ).resolves.toEqual({
      'prometheus/rules/recording/shop_slis.yaml': {
        status: 'passed',
        errors: [],
      },
    });
  });

  it('gives each broken file its own words, with our names and lines', async () => {
    const verdicts = await check({
      'rules/good.yaml': GOOD,
      'rules/broken.yaml': BROKEN,
      'rules/duplicate.yaml': DUPLICATE,
      'rules/text.yaml': 'hello',
      'rules/also-good.yaml': GOOD,
    });
    expect(verdicts['rules/broken.yaml']).toEqual({
      status: 'failed',
      errors: [
        {
          validator: 'promtool',
          path: '5:15',
          message:
            'rules/broken.yaml: 5:15: group "shop", rule 1, "job:a:rate5m": could not parse expression: 1:16: parse error: unclosed left parenthesis',
        },
        {
          validator: 'promtool',
          path: '7:15',
          message:
            'rules/broken.yaml: 7:15: group "shop", rule 2, "High": could not parse expression: 1:15: parse error: unexpected end of input',
        },
      ],
    });
    expect(verdicts['rules/text.yaml']).toMatchObject({
      status: 'failed',
      errors: expect.arrayContaining([
        {
          validator: 'promtool',
          message:
            'rules/text.yaml: yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `hello` into rulefmt.RuleGroups',
        },
      ]),
    });
    // A finding of the linter is a note: Prometheus loads the file.
    expect(verdicts['rules/duplicate.yaml']).toMatchObject({
      status: 'passed',
      errors: [{ message: expect.stringContaining('1 duplicate rule(s)') }],
    });
    expect(verdicts['rules/good.yaml'].status).toBe('passed');
    expect(verdicts['rules/also-good.yaml'].status).toBe('passed');
  });

  it('takes names as names', async () => {
    const names = ['--help', 'a b/$(touch x).yaml', 'ä"quote\'.yaml'];
    const verdicts = await check(
      Object.fromEntries(names.map(name => [name, GOOD])),
    );
    expect(Object.values(verdicts).map(v => v.status)).toEqual(
      names.map(() => 'passed'),
    );
  });

  it.each([
    '../escape.yaml',
    '/etc/rules.yaml',
    'a/./b.yaml',
    'a//b.yaml',
    'new\nline.yaml',
    'back\\slash.yaml',
    `${'x'.repeat(401)}.yaml`,
  ])('does not write to %j', async name => {
    await expect(check({ [name]: GOOD })).resolves.toMatchObject({
      [name]: {
        status: 'failed',
        errors: [{ message: expect.stringContaining('Not a path inside') }],
      },
    });
  });

  it.each([
    ['empty', ' \n', 'is empty'],
    ['without rules', 'groups: []\n', 'has no rules'],
    ['too large', `# ${'x'.repeat(MAX_RULE_FILE_BYTES)}`, 'Split the SLOs'],
  ])('refuses a file that is %s', async (_, content, words) => {
    await expect(check({ 'rules.yaml': content })).resolves.toMatchObject({
      'rules.yaml': {
        status: 'failed',
        errors: [{ message: expect.stringContaining(words) }],
      },
    });
  });

  it('does not judge two files of one name', async () => {
    const file = { path: 'a.yaml', content: GOOD };
    await expect(
      checkRules([file, file], { promtoolPath: 'promtool', timeoutMs: 1000 }),
    ).rejects.toThrow('Two rule files have the path a.yaml');
  });

  it('is inconclusive without promtool, and says what to do', async () => {
    await expect(
      check({ 'a.yaml': GOOD }, { promtoolPath: 'no-such-promtool' }),
    ).resolves.toMatchObject({
      'a.yaml': {
        status: 'inconclusive',
        errors: [
          {
            message: expect.stringMatching(
              /no-such-promtool: not found.* Install .*sloScout\.promtool\.path/,
            ),
          },
        ],
      },
    });
  });

  it.each([
    ['hangs', ['exec sleep 60'], /did not finish within 0.3 s/],
    ['is killed', ['kill -SEGV $$'], /was ended by SIGSEGV/],
    [
      'crashes',
      ['echo "panic: oops" >&2', 'exit 2'],
      /exit code 2, .*panic: oops/,
    ],
    [
      'stops before it came to the file',
      ['echo "promtool: error" >&2', 'exit 1'],
      /did not come to this file. promtool: error/,
    ],
  ])('is inconclusive when promtool %s', async (name, lines, words) => {
    const promtoolPath = await script(name.replaceAll(' ', '-'), ...lines);
    await expect(
      check({ 'a.yaml': GOOD }, { promtoolPath, timeoutMs: 300 }),
    ).resolves.toMatchObject({
      'a.yaml': {
        status: 'inconclusive',
        errors: [{ message: expect.stringMatching(words) }],
      },
    });
  });

  it('takes its folder out of what promtool says, and away afterwards', async () => {
    const promtoolPath = await script(
      'pwd',
      'echo "Checking a.yaml"',
      'echo "  FAILED:" >&2',
      'echo "$PWD/a.yaml: broken" >&2',
      'stat -c "mode %a" . >&2',
      'exit 1',
    );
    const { 'a.yaml': verdict } = await check(
      { 'a.yaml': GOOD },
      { promtoolPath },
    );
    expect(verdict.errors).toEqual([
      { validator: 'promtool', message: 'a.yaml: broken\nmode 700' },
    ]);
    await expect(leftovers()).resolves.toEqual([]);
  });

  it('ends promtool when the caller gives up', async () => {
    const promtoolPath = await script('sleeps', 'exec sleep 60');
    const stop = new AbortController();
    const answer = check(
      { 'a.yaml': GOOD },
      { promtoolPath, signal: stop.signal },
    );
    setTimeout(() => stop.abort(new Error('cancelled')), 100);
    await expect(answer).rejects.toThrow('cancelled');
    await expect(leftovers()).resolves.toEqual([]);
  });
});

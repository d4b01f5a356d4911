import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { kinds } from '../generators/__fixtures__/kinds';
import {
  checkoutLatencyP95,
  input,
  paymentSuccessRate,
} from '../generators/__fixtures__/paymentsApi';
import { generateFiles } from '../generators';
import { type AmtoolOptions, checkInhibition } from './amtool';

// Many runs of amtool, on machines of any speed.
jest.setTimeout(60_000);

const generated = (given = input(Object.values(kinds))) =>
  generateFiles(given, ['inhibit_rule']).files[0].content;

const RULES = `# a comment
inhibit_rules:
  - source_matchers: [alertname="A"]
    target_matchers: [alertname="B"]
    equal: [slo]
`;

describe('amtool check-config', () => {
  const tmp = process.env.TMPDIR;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'odd-amtool-'));
    process.env.TMPDIR = folder;
  });
  afterAll(async () => {
    if (tmp === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = tmp;
    await rm(folder, { recursive: true, force: true });
  });

  const check = (
    content: string,
    options: Partial<AmtoolOptions> & { signal?: AbortSignal } = {},
  ) =>
    checkInhibition(content, {
      amtoolPath: 'amtool',
      timeoutMs: 20_000,
      ...options,
    });

  async function script(name: string, ...lines: string[]): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'));
    await chmod(file, 0o755);
    return file;
  }

  it.each([
    ['what we generate', generated()],
    ['what we generate where nothing is inhibited', 'inhibit_rules: []\n'],
    ['rules by hand', RULES],
  ])('passes %s', async (_, content) => {
    expect(await check(content)).toEqual({ status: 'passed', errors: [] });
  });

  it('passes what is generated for any names', async () => {
    const names = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), 25);
    for (const name of names) {
      const given = input([paymentSuccessRate, checkoutLatencyP95], {
        environment: name,
      });
      const service = { ...given.service, name: `s${name}` };
      const content = generated({ ...given, service });
      expect([name, await check(content)]).toEqual([
        name,
        { status: 'passed', errors: [] },
      ]);
    }
  });

  const changed = (from: string, to: string) => {
    const content = RULES.replace(from, to);
    expect(content).not.toBe(RULES);
    return content;
  };

  it.each([
    ['an unknown field', 'equal:', 'equals:', 'line 5: field equals not found'],
    ['a matcher that is none', 'alertname="A"', 'alertname', 'bad matcher'],
    ['an open quote', 'alertname="A"', "'alertname=\"A'", 'unescaped double'],
    ['a broken expression', 'alertname="A"', '\'a=~"("\'', 'missing closing )'],
    ['a label that is none', 'equal: [slo]', 'equal: ["s lo"]', 's lo'],
    ['YAML that is none', 'equal: [slo]', 'equal: [slo', 'Flow sequence'],
    ['another list', 'inhibit_rules:', 'mute_rules:', 'must have the list'],
    ['more than the list', '# a comment', 'global: {}', 'must have the list'],
    ['a route of its own', '# a comment', 'route: {}', 'must have the list'],
  ])('refuses %s', async (_, from, to, words) => {
    const verdict = await check(changed(from, to));
    expect(verdict).toMatchObject({
      status: 'failed',
      errors: [
        { validator: 'amtool', message: expect.stringContaining(words) },
      ],
    });
    expect(verdict.errors[0].message).not.toContain(folder);
  });

  it.each(['', '[]', 'null', '"x"', 'inhibit_rules: {}'])(
    'refuses the text %j',
    async content => {
      expect(await check(content)).toMatchObject({
        status: 'failed',
        errors: [{ message: expect.stringContaining('must have the list') }],
      });
    },
  );

  it('is inconclusive without amtool, and says what to do', async () => {
    expect(await check(RULES, { amtoolPath: 'no-such-amtool' })).toEqual({
      status: 'inconclusive',
      errors: [
        {
          validator: 'amtool',
          message:
            "amtool cannot be started (no-such-amtool: not found), so the inhibition rules are not checked. Install Alertmanager's amtool (on Debian: apt-get install prometheus-alertmanager) or set sloScout.amtool.path.",
        },
      ],
    });
  });

  it.each([
    ['hangs', ['sleep 60'], /did not finish within 0\.2 s/],
    ['is killed', ['kill -SEGV $$'], /was ended by SIGSEGV/],
    ['crashes', ['echo boom >&2', 'exit 2'], /exit code 2.*boom/],
  ])('is inconclusive when amtool %s', async (name, lines, words) => {
    const amtoolPath = await script(name.replace(' ', '-'), ...lines);
    const options = { amtoolPath, timeoutMs: name === 'hangs' ? 200 : 10_000 };
    expect(await check(RULES, options)).toMatchObject({
      status: 'inconclusive',
      errors: [{ validator: 'amtool', message: expect.stringMatching(words) }],
    });
  });

  it('ends amtool when the caller gives up, and leaves nothing behind', async () => {
    const started = path.join(folder, 'started');
    const amtoolPath = await script(
      'slow',
      `touch ${started}`,
      'exec sleep 60',
    );
    const early = new AbortController();
    const checking = check(RULES, { amtoolPath, signal: early.signal });
    early.abort(new Error('given up'));
    await expect(checking).rejects.toThrow('given up');

    const late = new AbortController();
    const running = check(RULES, { amtoolPath, signal: late.signal });
    while (!(await readdir(folder)).includes('started')) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    late.abort(new Error('given up late'));
    await expect(running).rejects.toThrow('given up late');
    const left = await readdir(folder);
    expect(left.filter(name => name.startsWith('slo-scout-'))).toEqual([]);
  });
});

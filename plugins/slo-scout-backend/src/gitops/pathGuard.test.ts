import { DEFAULT_LAYOUT } from '../generators/layout';
import {
  assertNoDetour,
  assertPathsAllowed,
  cleanDirectory,
  type WritablePlaces,
} from './pathGuard';

const file = (path: string) => ({ path, content: 'x' });
const RULES = 'prometheus/rules/recording';
const places = (changes: Partial<WritablePlaces> = {}): WritablePlaces => ({
  directory: '',
  layout: DEFAULT_LAYOUT,
  ...changes,
});

describe('assertPathsAllowed', () => {
  it.each([
    `${RULES}/payments_api_slis.yaml`,
    'prometheus/rules/alerting/payments_api_slos.yaml',
    'prometheus/tests/payments_checkout_CheckoutNoData.yaml',
    'alertmanager/inhibit_rules/payments.yaml',
    'grafana/dashboards/payments.json',
    'runbooks/payments_checkout.yaml',
    'runbooks/payments_checkout.md',
  ])('lets %s through', path => {
    expect(() => assertPathsAllowed([file(path)], places())).not.toThrow();
    const below = file(`clusters/prod/${path}`);
    const production = places({ directory: 'clusters/prod' });
    expect(() => assertPathsAllowed([below], production)).not.toThrow();
  });

  it.each([
    ['empty', ''],
    ['absolute', `/${RULES}/a.yaml`],
    ['up and out', `${RULES}/../../../a.yaml`],
    ['up at the start', `../${RULES}/a.yaml`],
    ['here', `${RULES}/./a.yaml`],
    ['two slashes', `${RULES}//a.yaml`],
    ['a backslash', `${RULES}\\..\\a.yaml`],
    ['an encoded dot', `${RULES}/%2e%2e/a.yaml`],
    ['a line break', `${RULES}/a\n.yaml`],
    ['a null byte', `${RULES}/a\0.yaml`],
    ['a delete character', `${RULES}/a\u007f.yaml`],
    ['text that runs backwards', `${RULES}/a\u202egnp.yaml`],
    ['a look-alike letter', `${RULES}/\u0430.yaml`],
    ['a space', `${RULES}/a b.yaml`],
    ['a shell', `${RULES}/$(id).yaml`],
    ['a quote', `${RULES}/a".yaml`],
    ['an option', `${RULES}/-rf`],
    ['hidden', `${RULES}/.git`],
    ['a hidden folder', `runbooks/.github/workflows/a.yaml`],
    ['a drive', `C:/${RULES}/a.yaml`],
    ['a directory', `${RULES}/`],
    ['the directory itself', RULES],
    ['somewhere else', 'README.md'],
    ['a workflow', '.github/workflows/a.yaml'],
    ['a near miss', 'prometheus/rules/recordings/a.yaml'],
    ['other letter case', 'Prometheus/rules/recording/a.yaml'],
    ['too long', `${RULES}/${'a'.repeat(240)}_slis.yaml`],
    ['another file there', `${RULES}/a.yaml`],
    ['deeper', `${RULES}/a/b_slis.yaml`],
    ['of another kind', 'runbooks/payments_checkout.json'],
    ['a dot where the layout has none', `${RULES}/a.b_slis.yaml`],
  ])('refuses a path that is %s', (_, path) => {
    expect(() => assertPathsAllowed([file(path)], places())).toThrow(
      'Refused path',
    );
  });

  it("follows the target's own layout, and leaves the default one", () => {
    const layout = {
      ...DEFAULT_LAYOUT,
      recording_rule: 'slo/{service}/rules/{service}.yml',
    };
    const guard = (path: string) => () =>
      assertPathsAllowed([file(path)], places({ layout }));
    expect(guard('slo/shop/rules/shop.yml')).not.toThrow();
    expect(guard('slo/shop/rules/bank.yml')).toThrow('no such file');
    expect(guard('slo/shop/tests/shop.yml')).toThrow('no such file');
    expect(guard('slo/shop/rules/shopXyml')).toThrow('no such file');
    expect(guard(`${RULES}/shop_slis.yaml`)).toThrow('no such file');
  });

  describe('CI files', () => {
    const GITHUB = '.github/workflows/slo-scout-rules.yaml';
    const GITLAB = '.gitlab/ci/slo-scout-rules.yml';
    const guard = (path: string, ci?: 'github' | 'gitlab') => () =>
      assertPathsAllowed([file(path)], places({ ci, directory: 'prod' }));

    it('are let through where the target has its CI, at the top', () => {
      expect(guard(GITHUB, 'github')).not.toThrow();
      expect(guard(GITLAB, 'gitlab')).not.toThrow();
    });

    it.each([
      ['without ci', GITHUB, undefined],
      ["of the other host's", GITHUB, 'gitlab'],
      ['of another name', '.github/workflows/release.yaml', 'github'],
      ['deeper', '.github/workflows/slo-scout-a/b.yaml', 'github'],
      ['elsewhere', '.github/slo-scout-a.yaml', 'github'],
      ['an action', '.github/actions/slo-scout-a.yaml', 'github'],
      ['up and out', '.github/workflows/slo-scout-../a.yaml', 'github'],
      ['below the directory', `prod/${GITHUB}`, 'github'],
      ['with a line break', `${GITHUB}\n`, 'github'],
    ] as const)('are refused %s', (_, path, ci) => {
      expect(guard(path, ci)).toThrow('Refused path');
    });
  });

  it("refuses what is outside of the target's directory", () => {
    const production = places({ directory: 'clusters/prod' });
    const files = [file(`${RULES}/a_slis.yaml`)];
    expect(() => assertPathsAllowed(files, production)).toThrow(
      "not below the target's directory clusters/prod",
    );
    const twin = [file(`clusters/production/${RULES}/a_slis.yaml`)];
    expect(() => assertPathsAllowed(twin, production)).toThrow('Refused');
  });

  it('refuses two files of one name', () => {
    const files = [file('runbooks/a_b.yaml'), file('runbooks/A_b.yaml')];
    expect(() => assertPathsAllowed(files, places())).toThrow(
      'in the bundle as well',
    );
  });

  it('does not show hostile characters as they are', () => {
    const files = [file('runbooks/a\u001b[2J\n')];
    expect(() => assertPathsAllowed(files, places())).toThrow('a\\u001b[2J\\n');
  });
});

describe('assertNoDetour', () => {
  const sha = '0'.repeat(40);
  const entry = (mode: string, path: string) => ({ mode, path, sha });
  const files = [file('runbooks/team/a.yaml')];

  it('lets the usual tree through', () => {
    const entries = [
      entry('040000', 'runbooks'),
      entry('040000', 'runbooks/team'),
      entry('100644', 'runbooks/team/a.yaml'),
      entry('120000', 'elsewhere'),
    ];
    expect(() => assertNoDetour(files, entries)).not.toThrow();
    expect(() => assertNoDetour(files, [])).not.toThrow();
  });

  it.each([
    ['a link for a directory', entry('120000', 'runbooks'), 'symbolic link'],
    [
      'a link for the file',
      entry('120000', 'runbooks/team/a.yaml'),
      'symbolic link',
    ],
    ['a submodule', entry('160000', 'runbooks/team'), 'submodule'],
    ['a file for a directory', entry('100644', 'runbooks'), 'is a file'],
    [
      'a directory for the file',
      entry('040000', 'runbooks/team/a.yaml'),
      'is a directory',
    ],
    ['other letter case', entry('040000', 'Runbooks'), 'letter case'],
  ])('refuses %s', (_, odd, words) => {
    expect(() => assertNoDetour(files, [odd])).toThrow(words);
  });

  it('finds its own directory beside one in other letter case', () => {
    const both = [entry('040000', 'Runbooks'), entry('040000', 'runbooks')];
    expect(() => assertNoDetour(files, both)).not.toThrow();
    expect(() => assertNoDetour(files, both.reverse())).not.toThrow();
  });
});

describe('cleanDirectory', () => {
  it.each([
    ['', ''],
    ['.', ''],
    ['/', ''],
    ['clusters/prod/', 'clusters/prod'],
    ['./clusters', 'clusters'],
  ])('reads %j as %j', (given, clean) => {
    expect(cleanDirectory(given)).toBe(clean);
  });

  it.each(['..', 'a/../b', 'a//b', 'a\\b', 'a\nb', '.git/hooks', 'a/./b'])(
    'refuses %j',
    directory => {
      expect(() => cleanDirectory(directory)).toThrow('not a directory');
    },
  );
});

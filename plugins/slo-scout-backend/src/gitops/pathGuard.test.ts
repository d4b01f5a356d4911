import {
  assertNoDetour,
  assertPathsAllowed,
  cleanDirectory,
} from './pathGuard';

const file = (path: string) => ({ path, content: 'x' });
const RULES = 'prometheus/rules/recording';

describe('assertPathsAllowed', () => {
  it.each([
    `${RULES}/payments_api_slis.yaml`,
    'prometheus/rules/alerting/a-b.c_1.yaml',
    'grafana/dashboards/payments.json',
    'runbooks/deeper/payments.yaml',
  ])('lets %s through', path => {
    expect(() => assertPathsAllowed([file(path)], '')).not.toThrow();
    const below = file(`clusters/prod/${path}`);
    expect(() => assertPathsAllowed([below], 'clusters/prod')).not.toThrow();
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
    ['too long', `${RULES}/${'a'.repeat(240)}.yaml`],
  ])('refuses a path that is %s', (_, path) => {
    expect(() => assertPathsAllowed([file(path)], '')).toThrow('Refused path');
  });

  it("refuses what is outside of the target's directory", () => {
    const files = [file(`${RULES}/a.yaml`)];
    expect(() => assertPathsAllowed(files, 'clusters/prod')).toThrow(
      "not below the target's directory clusters/prod",
    );
    const twin = [file(`clusters/production/${RULES}/a.yaml`)];
    expect(() => assertPathsAllowed(twin, 'clusters/prod')).toThrow('Refused');
  });

  it('refuses two files of one name', () => {
    const files = [file('runbooks/a.yaml'), file('runbooks/A.yaml')];
    expect(() => assertPathsAllowed(files, '')).toThrow(
      'in the bundle as well',
    );
  });

  it('does not show hostile characters as they are', () => {
    const files = [file('runbooks/a\u001b[2J\n')];
    expect(() => assertPathsAllowed(files, '')).toThrow('a\\u001b[2J\\n');
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

import { ownersOf } from './codeowners';
import { matchesPattern } from './ownerPattern';

const ALERTS = 'prometheus/rules/alerting/payments_api_slos.yaml';

describe('patterns', () => {
  it.each([
    // GitHub's own examples, and what its page says of them.
    ['*', 'a/b/c.js', true, true],
    ['*.js', 'a/b/c.js', true, true],
    ['*.js', 'a/b/c.jsx', false, false],
    ['/build/logs/', 'build/logs/a/b.log', true, true],
    ['/build/logs/', 'x/build/logs/a.log', false, false],
    ['docs/*', 'docs/getting-started.md', true, true],
    ['docs/*', 'docs/build-app/troubleshooting.md', false, false],
    ['apps/', 'x/apps/a/b.ts', true, true],
    ['/docs/', 'docs/a/b.md', true, true],
    ['/scripts/', 'scripts', false, false],
    ['**/logs', 'build/logs/a.log', true, false],
    ['**/logs', 'deep/build/logs', true, true],
    // A slash inside: anchored on GitHub, anywhere on GitLab.
    ['rules/alerting/*', 'prometheus/rules/alerting/a.yaml', false, true],
    ['/prometheus/**/*.yaml', ALERTS, true, true],
    ['/prometheus/**', ALERTS, true, true],
    ['/prometheus/**', 'prometheus', false, false],
    // A directory without a slash behind it.
    ['/prometheus', ALERTS, true, false],
    ['/prometheus/rules/*/payments_?pi_slos.yaml', ALERTS, true, true],
    ['/', ALERTS, true, true],
  ])('%s on %s', (pattern, path, github, gitlab) => {
    expect(matchesPattern(pattern, path, 'github')).toBe(github);
    expect(matchesPattern(pattern, path, 'gitlab')).toBe(gitlab);
  });

  it('takes no longer for a pattern that is made to', () => {
    const pattern = `/${'*a'.repeat(2_000)}b`;
    expect(matchesPattern(pattern, 'a'.repeat(4_000), 'github')).toBe(false);
    const deep = `/${'**/'.repeat(300)}b`;
    expect(matchesPattern(deep, 'a/'.repeat(300), 'gitlab')).toBe(false);
  });
});

describe('CODEOWNERS', () => {
  it('lets the last pattern count', () => {
    const text = [
      '# who looks at what',
      '* @everyone',
      '/prometheus/ @acme/sre # on call',
      '/prometheus/rules/alerting/ @ana ben@example.com',
    ].join('\n');
    expect(ownersOf(text, [ALERTS], 'github')).toEqual([
      '@ana',
      'ben@example.com',
    ]);
    expect(
      ownersOf(text, ['prometheus/x.yaml', 'README.md'], 'github'),
    ).toEqual(['@acme/sre', '@everyone']);
  });

  it('takes the owner away where the last pattern names nobody', () => {
    const text = '* @everyone\n/prometheus/rules/\n';
    expect(ownersOf(text, [ALERTS], 'github')).toEqual([]);
  });

  it('passes over what makes no sense', () => {
    const text =
      '* @ana\n![x] @ben\n!/prometheus/ @ben\n[a-z]/ @ben\n\\#x @ben';
    expect(ownersOf(text, [ALERTS], 'github')).toEqual(['@ana']);
    expect(ownersOf('a\\ b/ @ana\n', ['a b/c'], 'github')).toEqual(['@ana']);
    expect(ownersOf('* @ana'.repeat(1_000_000), [ALERTS], 'github')).toEqual(
      [],
    );
  });

  it("asks the owners of each of GitLab's sections", () => {
    const text = [
      '* @everyone',
      '[Rules] @acme/sre @ana',
      '/prometheus/rules/',
      '/prometheus/rules/recording/ @ben',
      '^[Docs][2] @writers',
      '*.md',
      '[RULES]',
      '/prometheus/rules/alerting/ @@maintainer @cleo',
    ].join('\n');
    expect(ownersOf(text, [ALERTS], 'gitlab')).toEqual([
      '@everyone',
      '@@maintainer',
      '@cleo',
    ]);
    expect(
      ownersOf(text, ['prometheus/rules/x.yaml', 'a.md'], 'gitlab'),
    ).toEqual(['@everyone', '@acme/sre', '@ana', '@writers']);
  });

  it('keeps out what a section of GitLab excludes', () => {
    const text = '[Rules] @ana\n*\n!/prometheus/\n*.yaml @ben\n';
    expect(ownersOf(text, [ALERTS], 'gitlab')).toEqual([]);
    expect(ownersOf(text, ['a.yaml'], 'gitlab')).toEqual(['@ben']);
  });
});

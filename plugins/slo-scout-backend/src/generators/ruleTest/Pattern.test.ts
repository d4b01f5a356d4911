import fc from 'fast-check';
import { Pattern, UnreadablePattern } from './Pattern';

const word = (inside: string[], outside: string[] = []) =>
  Pattern.word(
    inside.map(source => new Pattern(source)),
    outside.map(source => new Pattern(source)),
  );

describe('Pattern', () => {
  it.each([
    [['5..'], [], '500'],
    [[], ['5..'], '0'],
    [['^5..$'], [], '500'],
    [['[245]..'], ['5..'], '200'],
    [['/api/v1/(users|orders)/[^/]+'], [], '/api/v1/users/-'],
    [['(?i)get|put'], [], 'get'],
    [['a\\-b\\.c'], [], 'a-b.c'],
    [['.+'], ['.*a.*', '\\d.*'], '_'],
  ])('a word in %j and not in %j', (inside, outside, expected) => {
    expect(word(inside, outside)).toBe(expected);
  });

  it('there may be none', () => {
    expect(word(['5..'], ['[0-9]+', '5.*'])).toBeUndefined();
    expect(word([], ['.*'])).toBeUndefined();
  });

  it.each([
    'a(?=b)c', // RE2 has no look-ahead
    '\\bfoo\\b.*', // word boundaries
    '[[:alpha:]]+', // POSIX classes
    '\\pL', // one-letter classes
    '\\Qa.b\\E',
    '(?P<name>a)',
    'foo-\\b',
    '(^a|b)*c',
    '(',
    '(?U)a+',
    '(x{50}){50}', // too large
  ])('%s is refused rather than read otherwise', source => {
    expect(() => new Pattern(source)).toThrow(UnreadablePattern);
  });

  it('a word is one that the expression itself matches', () => {
    const atom = fc.constantFrom('a', '[0-9]', '5', '.', '\\.', '(b|cc)', '-');
    const part = fc
      .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}'))
      .map(([one, times]) => one + times);
    const source = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(source, source, (one, other) => {
        const found = word([one], [other]);
        if (found === undefined) return;
        expect(found).toMatch(new RegExp(`^(?:${one})$`));
        expect(found).not.toMatch(new RegExp(`^(?:${other})$`));
      }),
    );
  });
});

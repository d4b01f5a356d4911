import { lineDiff } from './lineDiff';

describe('lineDiff', () => {
  it('shows the lines that differ, with three around', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n';
    expect(lineDiff(before, before.replace('e\nf', 'E'))).toBe(
      [
        '@@ line 5 @@',
        ' b',
        ' c',
        ' d',
        '-e',
        '-f',
        '+E',
        ' g',
        ' h',
        ' i',
      ].join('\n'),
    );
  });

  it.each([
    ['a\na\n', 'a\n', '@@ line 2 @@\n a\n-a'],
    ['a\n', 'a\na\n', '@@ line 2 @@\n a\n+a'],
    ['', 'a\n', '@@ line 1 @@\n+a'],
    ['a\n', '', '@@ line 1 @@\n-a'],
    ['a\n', 'a\n', ''],
  ])('%j to %j', (before, after, diff) => {
    expect(lineDiff(before, after)).toBe(diff);
  });

  it('keeps to its room', () => {
    const diff = lineDiff('a\n'.repeat(1000), 'b\n'.repeat(1000));
    expect(diff.split('\n')).toHaveLength(401);
    expect(diff).toMatch(/… and 1601 more lines$/);
  });
});

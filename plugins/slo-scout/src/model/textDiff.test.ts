import { textDiff, type DiffFold, type DiffLine } from './textDiff';

const SIGN = { same: ' ', added: '+', removed: '-' };

/** As a unified diff, what changed within a line in brackets. */
const shown = (rows: Array<DiffLine | DiffFold>): string[] =>
  rows.map(row =>
    row.kind === 'fold'
      ? `… ${row.lines.length}`
      : SIGN[row.kind] +
        row.parts.map(p => (p.changed ? `[${p.text}]` : p.text)).join(''),
  );
const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => `line ${i + 1}`).join('\n');

it('folds what is far from any change, and numbers lines on both sides', () => {
  const before = `${numbered(12)}\nfor: 5m\n${numbered(2)}\n`;
  const { state, rows, added, removed } = textDiff(
    before,
    before.replace('5m', '10m'),
  );
  expect([state, added, removed]).toEqual(['changed', 1, 1]);
  expect(shown(rows)).toEqual([
    '… 9',
    ' line 10',
    ' line 11',
    ' line 12',
    '-for: [5m]',
    '+for: [10m]',
    ' line 1',
    ' line 2',
  ]);
  expect(rows[5]).toMatchObject({ after: 13 });
  expect(rows[6]).toMatchObject({ before: 14, after: 14 });
});

it('takes lines that have little in common for two lines', () => {
  const { rows } = textDiff('alpha beta gamma', 'something else entirely');
  expect(shown(rows)).toEqual([
    '-alpha beta gamma',
    '+something else entirely',
  ]);
});

it('takes a number for one word', () => {
  const { rows } = textDiff('sum(x) > 0.144', 'sum(x) > 0.72');
  expect(shown(rows)).toEqual(['-sum(x) > [0.144]', '+sum(x) > [0.72]']);
});

it('tells an inserted line from a changed one', () => {
  expect(shown(textDiff('a\nb', 'a\nx\ny\nb').rows)).toEqual([
    ' a',
    '+x',
    '+y',
    ' b',
  ]);
});

it.each([
  ['same', 'a\n', 'a\n', [' a']],
  ['new', null, 'a\n', ['+a']],
  ['gone', 'a\n', null, ['-a']],
  ['same', null, null, []],
  ['changed', '', 'a', ['+a']],
])('knows %s', (state, before, after, rows) => {
  const difference = textDiff(before, after);
  expect([difference.state, shown(difference.rows)]).toEqual([state, rows]);
});

it('keeps a short stretch between two changes', () => {
  const before = numbered(10).split('\n');
  const after = before.map((line, i) =>
    i === 0 || i === 9 ? `${line}!` : line,
  );
  // Two unchanged lines would remain to be folded: no button for that.
  const { rows } = textDiff(before.join('\n'), after.join('\n'));
  expect(rows.some(row => row.kind === 'fold')).toBe(false);
});

it('gives up on texts that share nothing, in time', () => {
  const text = (seed: number) =>
    Array.from({ length: 20_000 }, (_, i) => `${seed} ${i * seed}`).join('\n');
  const { state, removed } = textDiff(text(3), text(7));
  expect([state, removed]).toEqual(['changed', 20_000]);
});

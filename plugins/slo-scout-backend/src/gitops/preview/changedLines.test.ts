import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import execa from 'execa';
import { changedLines } from './changedLines';

/** Git counts the same lines. */
describe('changedLines', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slo-scout-lines-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const byGit = async (before: string, after: string) => {
    await writeFile(join(folder, 'before'), before);
    await writeFile(join(folder, 'after'), after);
    const { stdout } = await execa(
      'git',
      ['diff', '--no-index', '--numstat', '--minimal', 'before', 'after'],
      // It ends with 1 where the files differ.
      { cwd: folder, reject: false },
    );
    const [added = '0', removed = '0'] = stdout.split('\t');
    return { added: Number(added || 0), removed: Number(removed) };
  };
  const shuffled = (seed: number) => {
    let state = seed;
    const next = (n: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % n;
    };
    return Array.from({ length: 60 }, () => `line ${next(9)}\n`).join('');
  };

  it.each([
    ['nothing', '', ''],
    ['the same', 'a\nb\n', 'a\nb\n'],
    ['a new file', '', 'a\nb\n'],
    ['an emptied file', 'a\nb\n', ''],
    ['two places', 'a\nb\nc\nd\ne\n', 'A\nb\nc\nd\nE\n'],
    ['a moved line', 'a\nb\nc\n', 'b\nc\na\n'],
    ['a missing last line end', 'a\nb\n', 'a\nb'],
    ['many', shuffled(1), shuffled(2)],
    ['many others', shuffled(3), shuffled(4)],
  ])('counts %s', async (_, before, after) => {
    expect(changedLines(before, after)).toEqual(await byGit(before, after));
  });

  it('does not look for the shortest way between two books', () => {
    const book = (word: string) =>
      Array.from({ length: 3_000 }, (_, n) => `${word} ${n}\n`).join('');
    expect(changedLines(book('a'), book('b'))).toBeNull();
  });
});

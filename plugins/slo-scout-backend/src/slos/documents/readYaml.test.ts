import { DocumentError } from './DocumentError';
import { readDocuments } from './readDocuments';

function thrown(text: string, maxBytes?: number): DocumentError {
  try {
    readDocuments(text, { maxBytes });
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  throw new Error('The text was read');
}

const refusal = (text: string, maxBytes?: number) =>
  thrown(text, maxBytes).message;
const faults = (text: string) => thrown(text).details;

const letters = [...'abcdefghi'];
const bomb = letters
  .map((letter, index) => {
    const item = index === 0 ? '"lol"' : `*${letters[index - 1]}`;
    return `${letter}: &${letter} [${Array(9).fill(item).join(', ')}]`;
  })
  .join('\n');

describe('readYaml', () => {
  it.each([
    ['a bomb of aliases', bomb, 'Excessive alias count'],
    ['a thousand brackets', '['.repeat(1000), 'nested more than 64 levels'],
    ['a thousand dashes', `${'- '.repeat(1000)}a`, 'nested more than 64'],
    // The library takes a minute to compare these keys.
    [
      'sixty thousand keys',
      Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n'),
      'too many values',
    ],
    ['a hundred thousand documents', '---\na\n'.repeat(100_000), 'too many'],
    ['a key that stands twice', 'a: 1\nb: 2\na: 3', 'The key a stands twice'],
    ['a key that is a list', '? [a]\n: 1', 'must be plain text'],
    ['an unknown tag', 'a: !!js/function x', 'Unresolved tag'],
    ['an alias of nothing', 'a: *b', 'Unresolved alias'],
    ['an open bracket', 'a: 1\nb: [\n', 'line 3, column 1'],
    ['a tab', 'a:\n\t- b', 'Tabs are not allowed'],
    ['nothing', '', 'holds no document'],
    ['separators only', '---\n---\n', 'holds no document'],
    ['a list', '- a', 'is a mapping with apiVersion and kind'],
    ['a scalar', 'hello', 'is a mapping with apiVersion and kind'],
    ['a merge key', '<<: {a: 1}', 'has no apiVersion'],
    ['half a character', 'a: "\\uD800"', 'cannot be stored'],
    ['a NUL', 'a: "\\0"', 'cannot be stored'],
    ['a prototype', '__proto__: {apiVersion: openslo/v1}', 'no apiVersion'],
  ])('refuses %s', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('counts bytes, not characters', () => {
    expect(refusal('a: "ééé"', 10)).toBe(
      'document: The text has 11 bytes; at most 10 are read.',
    );
    expect(refusal('x'.repeat(1_000_001))).toContain('at most 1000000');
  });

  it('lists no more faults than anybody reads', () => {
    const fields = Array.from({ length: 900 }, (_, i) => `f${i}: 1`).join('\n');
    const details = faults(`apiVersion: openslo/v1\nkind: SLO\n${fields}`);
    expect(details).toHaveLength(501);
    expect(details.at(-1)?.message).toBe('402 more faults are not listed.');
  });

  it('numbers documents as they stand in the text, empty ones too', () => {
    expect(refusal('---\n---\nkind: SLO\n')).toContain(
      'document[1].apiVersion',
    );
  });
});

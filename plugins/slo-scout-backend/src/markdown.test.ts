import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import {
  codeBlock,
  codeSpan,
  escapeText,
  headingAnchor,
  linkAddress,
  oneLine,
  pathAddress,
} from './markdown';

// As a Git host reads it, HTML included.
const markdown = new MarkdownIt({ html: true });

/** Text made of what Markdown gives a meaning to, and of anything else. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        ...['#', '# ', '- ', '+ ', '1. ', '9) ', '> ', '===', '---', '***'],
        ...['*', '_', '__', '`', '``', '```', '~~~', '~~', '[', ']', '(', ')'],
        ...['![', '](', '<', '>', '<b>', '<!--', '-->', '|', '\\', '&', ';'],
        ...['&lt;', '&#x3C;', '{', '}', '{{', '}}', '$', '\n', '\t', ' ', 'a'],
        ...['b_c', 'https://x.example', 'vbscript:', '@', '!', ':', '.', '"'],
      ),
      { maxLength: 12 },
    )
    .map(parts => parts.join('')),
);

/** Kinds of everything but text, in order: what a value must not change. */
function structureOf(text: string): string[] {
  return markdown
    .parse(text, {})
    .flatMap(token => [
      token.type,
      ...(token.children ?? [])
        .map(child => child.type)
        .filter(type => type !== 'text'),
    ]);
}

function textIn(text: string): string {
  return markdown
    .parse(text, {})
    .flatMap(token => token.children ?? [])
    .filter(({ type }) => type === 'text')
    .map(({ content }) => content)
    .join('');
}

/** A word on both sides, so that an empty value changes nothing either. */
const PLACES = [
  (value: string) => `# x ${value}`,
  (value: string) => `${value} x`,
  (value: string) => `x\n${value} x`,
  (value: string) => `- ${value} x`,
  (value: string) => `**x ${value} x**`,
  (value: string) => `[x ${value}](y)`,
  (value: string) => `| a | b |\n| - | - |\n| ${value} x | x |`,
];

describe('escapeText', () => {
  it('changes nothing but the text, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...PLACES), (value, place) => {
        expect(structureOf(place(escapeText(value)))).toEqual(
          structureOf(place('value')),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('shows what was there', () => {
    fc.assert(
      fc.property(hostile, value => {
        expect(textIn(`x ${escapeText(value)} y`)).toBe(
          `x ${oneLine(value)} y`,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves names and sentences readable', () => {
    const text = 'payment_success_rate: at least 99.9 % (p95), "fast" & safe.';
    expect(escapeText(text)).toBe(text);
  });
});

describe('code', () => {
  it('cannot be broken out of', () => {
    fc.assert(
      fc.property(hostile, value => {
        const block = `x\n\n${codeBlock(value, 'sh')}\n\ny`;
        expect(
          markdown.parse(block, {}).filter(({ level }) => level === 0),
        ).toMatchObject([
          { type: 'paragraph_open' },
          { type: 'paragraph_close' },
          { type: 'fence', content: `${value}\n`.replace(/\r\n?/g, '\n') },
          { type: 'paragraph_open' },
          { type: 'paragraph_close' },
        ]);
        expect(structureOf(`x ${codeSpan(value)} y`)).toEqual(
          structureOf(oneLine(value) === '' ? 'x – y' : 'x `value` y'),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('linkAddress', () => {
  it.each([
    ['https://a.example/x?b=1&c=2', 'https://a.example/x?b=1&amp;c=2'],
    ['http://a.example/(x)', 'http://a.example/%28x%29'],
    ['https://a.example/x y', 'https://a.example/x%20y'],
    ['https://a.example/%2F', 'https://a.example/%2F'],
    ['vbscript:x', undefined],
    ['ftp://a.example', undefined],
    ['//a.example', undefined],
    ['a', undefined],
    ['', undefined],
  ])('of %j is %j', (url, address) => {
    expect(linkAddress(url)).toBe(address);
  });

  it('stays inside its brackets', () => {
    fc.assert(
      fc.property(hostile, value => {
        const address = linkAddress(`https://a.example/${value}`);
        if (address === undefined) return;
        expect(structureOf(`[x](${address}) y`)).toEqual(
          structureOf('[x](z) y'),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('of a path is the path', () => {
    expect(pathAddress('../my dir/(a)&b.yaml')).toBe(
      '../my%20dir/%28a%29%26b.yaml',
    );
  });
});

describe('headingAnchor', () => {
  it.each([
    ['CheckoutLatencyP95High', 'checkoutlatencyp95high'],
    ['Roll back, now!', 'roll-back-now'],
    ['a_b - c', 'a_b---c'],
  ])('of %j is %j', (heading, anchor) => {
    expect(headingAnchor(heading)).toBe(anchor);
  });
});

import fc from 'fast-check';
import { parse } from './parse';
import { selectors } from './selectors';
import { quote, quoteRegex, unquote } from './strings';

describe('quote', () => {
  it.each([
    ['payments-api', '"payments-api"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['a\\b', '"a\\\\b"'],
    ['line\nbreak', '"line\\nbreak"'],
    ['\u0007', '"\\x07"'],
    ['$(reboot)', '"$(reboot)"'],
  ])('writes %j as %s', (value, literal) => {
    expect(quote(value)).toBe(literal);
  });

  it('gives every text a literal that reads back as that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), value => {
        expect(unquote(quote(value))).toBe(value);
        const expr = `x{a=${quote(value)}}`;
        parse(expr);
        expect(selectors(expr)[0].matchers).toEqual([
          { label: 'a', op: '=', value },
        ]);
      }),
    );
  });
});

describe('unquote', () => {
  it.each([
    ["'it\\'s'", "it's"],
    ['`raw \\n`', 'raw \\n'],
    ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé😀'],
    ['"tab\\there"', 'tab\there'],
  ])('reads %s', (literal, value) => {
    expect(unquote(literal)).toBe(value);
  });
});

describe('quoteRegex', () => {
  it('gives a pattern that matches the text and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const pattern = new RegExp(`^(?:${quoteRegex(text)})$`, 's');
        expect(pattern.test(text)).toBe(true);
        expect(pattern.test(other)).toBe(other === text);
      }),
    );
  });
});

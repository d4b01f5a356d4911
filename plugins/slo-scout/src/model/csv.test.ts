import { csv } from './csv';

it('quotes what would break a row', () => {
  expect(
    csv([
      ['a', 'b,c', 'say "no"', 'two\nlines'],
      [1, undefined],
    ]),
  ).toBe('a,"b,c","say ""no""","two\nlines"\r\n1,\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'lets no spreadsheet run %j',
  text => {
    expect(csv([[text]]).replace(/^"/, '')).toMatch(/^'/);
  },
);

it('quotes a formula that has a comma as well', () => {
  expect(csv([['=HYPERLINK("http://x.test","y")']])).toBe(
    '"\'=HYPERLINK(""http://x.test"",""y"")"\r\n',
  );
});

it('leaves negative numbers numbers', () => {
  expect(csv([[-0.25, true]])).toBe('-0.25,true\r\n');
});

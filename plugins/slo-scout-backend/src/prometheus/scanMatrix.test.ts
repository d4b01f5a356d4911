import fc from 'fast-check';
import { readAnswer, readMatrix } from './answer';
import { scanMatrix } from './scanMatrix';

const answerOf = (result: unknown, rest: object = {}) =>
  JSON.stringify({
    status: 'success',
    data: { resultType: 'matrix', result, ...rest },
    ...rest,
  });

const bySlowWay = (text: string) =>
  readMatrix(
    'Prometheus',
    readAnswer('Prometheus', { status: 200, contentType: '', text }),
  );

const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom(
    'NaN',
    '+Inf',
    '-Inf',
    '0',
    '1e-9',
    '1.7976931348623157e+308',
  ),
);
const matrix = fc.array(
  fc.record({
    metric: fc.dictionary(
      fc.string({ minLength: 1, maxLength: 5 }),
      fc.string({ unit: 'binary' }),
      { noNullPrototype: true },
    ),
    values: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 4e12 }).map(ms => ms / 1000),
        value,
      ),
      { maxLength: 8 },
    ),
  }),
  { maxLength: 4 },
);

describe('scanMatrix', () => {
  it('reads what Prometheus writes as a parser does', () => {
    fc.assert(
      fc.property(matrix, result => {
        const text = answerOf(result);
        expect(scanMatrix(text)?.series).toEqual(bySlowWay(text));
      }),
    );
  });

  it('reads nothing of an answer that broke off, wherever', () => {
    const text = answerOf([
      {
        metric: { a: 'x}"],"values":[' },
        values: [
          [1, '2'],
          [3.5, 'NaN'],
        ],
      },
      { metric: {}, values: [] },
    ]);
    expect(scanMatrix(text)?.series).toHaveLength(2);
    for (let end = 0; end < text.length; end++) {
      expect(scanMatrix(text.slice(0, end))).toBeUndefined();
    }
  });

  it('lets warnings and statistics follow', () => {
    const result = [{ metric: { a: 'b' }, values: [[1, '2']] }];
    const text = answerOf(result, { warnings: ['partial'] });
    expect(scanMatrix(text)?.series).toEqual(bySlowWay(text));
    expect(scanMatrix(text)?.rest.warnings).toEqual(['partial']);
  });

  it.each([
    [
      'another order',
      '{"data":{"resultType":"matrix","result":[]},"status":"success"}',
    ],
    [
      'white space',
      answerOf([{ metric: {}, values: [[1, '2']] }]).replace('[1,', '[1, '),
    ],
    ['histograms', answerOf([{ metric: {}, histograms: [] }])],
    ['a value that is a number', answerOf([{ metric: {}, values: [[1, 2]] }])],
    [
      'a value that is a word',
      answerOf([{ metric: {}, values: [[1, 'two']] }]),
    ],
    ['an empty value', answerOf([{ metric: {}, values: [[1, '']] }])],
    ['a time that is none', answerOf([{ metric: {}, values: [[null, '2']] }])],
    ['a label that is a number', answerOf([{ metric: { a: 1 }, values: [] }])],
    ['a vector', answerOf([]).replace('matrix', 'vector')],
    ['a page', '<html></html>'],
  ])('leaves %s to those who take their time', (_, text) => {
    expect(scanMatrix(text)).toBeUndefined();
  });
});

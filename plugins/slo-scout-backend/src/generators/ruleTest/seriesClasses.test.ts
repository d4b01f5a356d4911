import { selectors } from '../../promql';
import { NotReadable } from './NotReadable';
import { seriesClasses } from './seriesClasses';

const classes = (queries: string[], fixed = {}) =>
  Object.fromEntries(
    seriesClasses(
      queries.map(query => selectors(query)[0].matchers),
      fixed,
    ).map(({ labels, matched }) => [[...matched].join(), labels]),
  );

describe('seriesClasses', () => {
  it('tells errors from the others by a pattern', () => {
    expect(classes(['x{route="/a"}', 'x{route="/a",code=~"5.."}'])).toEqual({
      '0': { route: '/a', code: '200' },
      '0,1': { route: '/a', code: '500' },
    });
  });

  it('finds words where usual values do not fit', () => {
    expect(
      classes(['x{path=~"/api/.+"}', 'x{path!~"/api/v2/.*",path!=""}']),
    ).toEqual({
      '0': { path: '/api/v2/' },
      '1': { path: 'other' },
      '0,1': { path: '/api/-' },
    });
  });

  it('knows that an absent label is an empty one', () => {
    expect(classes(['x{a=""}', 'x{b!=""}'])).toEqual({
      '0': {},
      '1': { a: 'other', b: 'other' },
      '0,1': { b: 'other' },
    });
  });

  it('keeps what is given', () => {
    expect(
      classes(['x', 'x{region=~"eu|us"}', 'x{region="eu"}'], { region: 'us' }),
    ).toEqual({ '0,1': { region: 'us' } });
  });

  it('says nothing of what cannot be', () => {
    expect(classes(['x{a="1",a="2"}'])).toEqual({});
  });

  it.each([
    ['x{a=~"\\\\bx"}', 'is not understood'],
    [
      `x{${'abcdef'
        .split('')
        .map(l => `a!~"${l}.*"`)
        .join()}}`,
      'too many patterns',
    ],
    [
      `x{${'abcdefghijklmnop'
        .split('')
        .map(l => `${l}="1"`)
        .join()}}`,
      'too many labels',
    ],
  ])('%s is refused', (query, reason) => {
    expect(() => classes([query])).toThrow(NotReadable);
    expect(() => classes([query])).toThrow(reason);
  });
});

import { ConfigReader } from '@backstage/config';
import { readVerifyOptions } from './config';

const read = (exactMaxSeries?: number) =>
  readVerifyOptions(
    new ConfigReader(
      exactMaxSeries === undefined
        ? {}
        : { sloScout: { rules: { exactMaxSeries } } },
    ),
  );

describe('readVerifyOptions', () => {
  it('has a default, and takes what is configured', () => {
    expect(read()).toEqual({ exactMaxSeries: 1000 });
    expect(read(0)).toEqual({ exactMaxSeries: 0 });
  });

  it.each([-1, 1.5])('refuses %s', limit => {
    expect(() => read(limit)).toThrow('sloScout.rules.exactMaxSeries must be');
  });
});

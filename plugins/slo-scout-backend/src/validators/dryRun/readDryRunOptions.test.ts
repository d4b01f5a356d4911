import { mockServices } from '@backstage/backend-test-utils';
import { readDryRunOptions } from './readDryRunOptions';

const read = (dryRun: object) =>
  readDryRunOptions(
    mockServices.rootConfig({
      data: JSON.parse(JSON.stringify({ sloScout: { dryRun } })),
    }),
  );

describe('readDryRunOptions', () => {
  it('leaves the mode to what is stored and what is not', () => {
    expect(read({})).toEqual({
      rangeSeconds: 30 * 86_400,
      stepSeconds: 300,
      deadlineMs: 60_000,
    });
  });

  it('reads mode and time zone', () => {
    expect(
      read({ mode: 'fast', timeZone: 'Europe/Berlin', step: '1m' }),
    ).toMatchObject({
      mode: 'fast',
      timeZone: 'Europe/Berlin',
      stepSeconds: 60,
    });
  });

  it.each([
    [{ mode: 'approximate' }, /mode must be exact or fast, not approximate/],
    [{ timeZone: 'Mars/Olympus' }, /not a time zone .*: Mars\/Olympus/],
    [{ step: { milliseconds: 1500 } }, /whole seconds/],
    [{ step: { hours: 2 }, range: { hours: 1 } }, /at most .*range/],
  ])('refuses %j', (options, words) => {
    expect(() => read(options)).toThrow(words);
  });
});

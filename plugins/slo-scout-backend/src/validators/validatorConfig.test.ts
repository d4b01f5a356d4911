import { mockServices } from '@backstage/backend-test-utils';
import { readValidatorOptions } from './validatorConfig';

const read = (sloScout: Record<string, string | object>) =>
  readValidatorOptions(
    mockServices.rootConfig({ data: JSON.parse(JSON.stringify({ sloScout })) }),
  );

describe('readValidatorOptions', () => {
  it('has defaults for everything', () => {
    expect(read({})).toEqual({
      promtool: { promtoolPath: 'promtool', timeoutMs: 20_000 },
      dryRun: {
        rangeSeconds: 30 * 86_400,
        stepSeconds: 300,
        deadlineMs: 60_000,
      },
    });
  });

  it('reads durations in every form that Backstage knows', () => {
    expect(
      read({
        promtool: { path: '/opt/promtool', timeout: { seconds: 5 } },
        dryRun: { range: '7d', step: 'PT1M', deadline: { minutes: 2 } },
      }),
    ).toEqual({
      promtool: { promtoolPath: '/opt/promtool', timeoutMs: 5000 },
      dryRun: {
        rangeSeconds: 7 * 86_400,
        stepSeconds: 60,
        deadlineMs: 120_000,
      },
    });
  });

  it.each([
    { step: { milliseconds: 1500 } },
    { step: { hours: 2 }, range: { hours: 1 } },
  ])('refuses %j', dryRun => {
    expect(() => read({ dryRun })).toThrow('sloScout.dryRun.step');
  });
});

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
      ruleTests: { timeoutMs: 60_000 },
      amtool: { amtoolPath: 'amtool', timeoutMs: 20_000 },
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
        ruleTests: { timeout: 'PT2M' },
        amtool: { path: '/opt/amtool', timeout: '6s' },
        dryRun: { range: '7d', step: 'PT1M', deadline: { minutes: 2 } },
      }),
    ).toEqual({
      promtool: { promtoolPath: '/opt/promtool', timeoutMs: 5000 },
      ruleTests: { timeoutMs: 120_000 },
      amtool: { amtoolPath: '/opt/amtool', timeoutMs: 6000 },
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

  it('reads where the routes stand, and whether every alert needs one', () => {
    const configFile = '/etc/alertmanager.yml';
    expect(read({ alertmanager: { configFile } }).alertmanager).toEqual({
      configFile,
      requireRoute: false,
    });
    expect(
      read({ alertmanager: { configFile, requireRoute: true } }).alertmanager,
    ).toEqual({ configFile, requireRoute: true });
    expect(() => read({ alertmanager: { requireRoute: true } })).toThrow(
      'sloScout.alertmanager.requireRoute needs sloScout.alertmanager.configFile',
    );
  });
});

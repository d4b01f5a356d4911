import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { type AmtoolOptions, DEFAULT_AMTOOL } from './amtool';
import { type DryRunOptions, readDryRunOptions } from './dryRun';
import type { PromtoolOptions } from './promtool';
import type { AlertmanagerOptions } from './routes';
import { DEFAULT_RULE_TESTS, type RuleTestOptions } from './ruleTests';

/** What `sloScout` says of promtool, of amtool and Alertmanager, and of the dry run. */
export interface ValidatorOptions {
  promtool: Omit<PromtoolOptions, 'signal'>;
  /** Default: 60 seconds for all of them. */
  ruleTests?: Omit<RuleTestOptions, 'promtoolPath'>;
  /** Default: amtool on the PATH. */
  amtool?: AmtoolOptions;
  /** Whose routes the alerts are tested with; absent: they are not. */
  alertmanager?: AlertmanagerOptions;
  dryRun: DryRunOptions;
}

/** Reads the validators' configuration; bad configuration stops the plugin at its start. */
export function readValidatorOptions(config: Config): ValidatorOptions {
  const duration = (key: string, fallback: number) =>
    config.has(key)
      ? durationToMilliseconds(readDurationFromConfig(config, { key }))
      : fallback;
  return {
    promtool: {
      promtoolPath:
        config.getOptionalString('sloScout.promtool.path') ?? 'promtool',
      timeoutMs: duration('sloScout.promtool.timeout', 20_000),
    },
    ruleTests: {
      timeoutMs: duration(
        'sloScout.ruleTests.timeout',
        DEFAULT_RULE_TESTS.timeoutMs,
      ),
    },
    amtool: {
      amtoolPath:
        config.getOptionalString('sloScout.amtool.path') ??
        DEFAULT_AMTOOL.amtoolPath,
      timeoutMs: duration('sloScout.amtool.timeout', DEFAULT_AMTOOL.timeoutMs),
    },
    ...readAlertmanager(config),
    dryRun: readDryRunOptions(config),
  };
}

function readAlertmanager(
  config: Config,
): Pick<ValidatorOptions, 'alertmanager'> {
  const key = 'sloScout.alertmanager';
  const configFile = config.getOptionalString(`${key}.configFile`);
  const requireRoute = config.getOptionalBoolean(`${key}.requireRoute`);
  if (configFile !== undefined) {
    return {
      alertmanager: { configFile, requireRoute: requireRoute ?? false },
    };
  }
  if (requireRoute !== undefined) {
    throw new InputError(
      `${key}.requireRoute needs ${key}.configFile, the file with the routes`,
    );
  }
  return {};
}

import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

const DAY_SECONDS = 86_400;

export interface MeasurementOptions {
  enabled: boolean;
  frequency: HumanDuration;
  /** How long cells are kept. Seconds. */
  retentionSeconds: number;
  /** For one run; what is left is measured by the next. Milliseconds. */
  deadlineMs: number;
  /** TimescaleDB: age at which cells are compressed. Seconds. */
  compressAfterSeconds: number;
  timescale: 'auto' | 'off';
}

/** Reads `sloScout.measurements`; bad configuration stops the plugin at its start. */
export function readMeasurementOptions(config: Config): MeasurementOptions {
  const section = 'sloScout.measurements';
  const duration = (name: string, fallback: HumanDuration) => {
    const key = `${section}.${name}`;
    return config.has(key) ? readDurationFromConfig(config, { key }) : fallback;
  };
  const seconds = (name: string, fallback: HumanDuration) =>
    durationToMilliseconds(duration(name, fallback)) / 1000;
  const options: MeasurementOptions = {
    enabled: config.getOptionalBoolean(`${section}.enabled`) ?? true,
    frequency: duration('frequency', { minutes: 5 }),
    retentionSeconds: seconds('retention', { days: 400 }),
    deadlineMs: seconds('deadline', { minutes: 4 }) * 1000,
    compressAfterSeconds: seconds('compressAfter', { days: 14 }),
    timescale: readTimescale(config.getOptionalString(`${section}.timescale`)),
  };
  if (options.retentionSeconds < DAY_SECONDS) {
    throw new InputError(`${section}.retention must be a day at least`);
  }
  if (!(options.deadlineMs > 0) || !(options.compressAfterSeconds > 0)) {
    throw new InputError(
      `${section}.deadline and ${section}.compressAfter must be longer than nothing`,
    );
  }
  return options;
}

function readTimescale(value = 'auto'): 'auto' | 'off' {
  if (value !== 'auto' && value !== 'off') {
    throw new InputError(
      `sloScout.measurements.timescale must be auto or off, not ${value}`,
    );
  }
  return value;
}

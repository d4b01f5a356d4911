import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** What `sloScout.rules` says of verification. */
export interface VerifyOptions {
  exactMaxSeries: number;
}

/** Bad configuration stops the plugin at its start. */
export function readVerifyOptions(config: Config): VerifyOptions {
  const key = 'sloScout.rules.exactMaxSeries';
  const exactMaxSeries = config.getOptionalNumber(key) ?? 1000;
  if (!Number.isInteger(exactMaxSeries) || exactMaxSeries < 0) {
    throw new InputError(`${key} must be a whole number of series, 0 or more`);
  }
  return { exactMaxSeries };
}

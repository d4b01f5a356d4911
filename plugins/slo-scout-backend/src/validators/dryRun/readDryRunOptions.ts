import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { DryRunOptions } from './dryRun';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Reads `sloScout.dryRun`; bad configuration stops the plugin at its start. */
export function readDryRunOptions(config: Config): DryRunOptions {
  const duration = (key: string, fallback: number) =>
    config.has(`sloScout.dryRun.${key}`)
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: `sloScout.dryRun.${key}` }),
        )
      : fallback;
  const rangeMs = duration('range', 30 * DAY_MS);
  const stepMs = duration('step', 5 * MINUTE_MS);
  if (stepMs < 1000 || stepMs % 1000 !== 0 || rangeMs < stepMs) {
    throw new InputError(
      'sloScout.dryRun.step must be whole seconds, and at most sloScout.dryRun.range',
    );
  }
  const mode = config.getOptionalString('sloScout.dryRun.mode');
  if (mode !== undefined && mode !== 'exact' && mode !== 'fast') {
    throw new InputError(
      `sloScout.dryRun.mode must be exact or fast, not ${mode}`,
    );
  }
  return {
    rangeSeconds: rangeMs / 1000,
    stepSeconds: stepMs / 1000,
    deadlineMs: duration('deadline', MINUTE_MS),
    ...(mode && { mode }),
    ...readTimeZone(config),
  };
}

function readTimeZone(config: Config): Pick<DryRunOptions, 'timeZone'> {
  const timeZone = config.getOptionalString('sloScout.dryRun.timeZone');
  if (timeZone === undefined) return {};
  try {
    // Throws for a zone that is not known.
    Intl.DateTimeFormat('en-US', { timeZone });
  } catch {
    throw new InputError(
      `sloScout.dryRun.timeZone is not a time zone like Europe/Berlin: ${timeZone}`,
    );
  }
  return { timeZone };
}

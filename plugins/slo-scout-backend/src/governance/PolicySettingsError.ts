import { RefusalError } from '../errors';
import type { SettingsFault } from '../policy/settings/checkSettings';

/** A policy that nobody could judge by; the answer carries every fault. */
export class PolicySettingsError extends RefusalError {
  constructor(faults: SettingsFault[]) {
    super(
      400,
      'InputError',
      `The policy cannot be taken: ${faults
        .map(({ path, message }) => `${path} ${message}`)
        .join('; ')}`,
      { details: faults },
    );
  }
}

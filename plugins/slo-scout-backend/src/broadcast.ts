import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  SLO_SCOUT_CHANNEL,
  type SloScoutSignal,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** Tells the browsers that something changed. Never fails: they poll as well. */
export type Broadcast = (signal: SloScoutSignal) => void;

export function createBroadcast(options: {
  signals: SignalsService;
  logger: LoggerService;
}): Broadcast {
  return message => {
    options.signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: SLO_SCOUT_CHANNEL,
        message,
      })
      .catch(error => {
        options.logger.warn('A signal could not be sent', error);
      });
  };
}

import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  SLO_SCOUT_CHANNEL,
  type SloScoutSignal,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * Calls `onSignal` for each signal about one entity, or about any where none is
 * given. Subscribes directly, since
 * `useSignal` keeps only the last of several messages that arrive together.
 *
 * @returns whether the app has signals; without them the caller must poll.
 */
export function useSloScoutSignal(
  entityRef: string | undefined,
  onSignal: (signal: SloScoutSignal) => void,
): boolean {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(onSignal);
  latest.current = onSignal;

  useEffect(() => {
    const subscription = signals?.subscribe<SloScoutSignal>(
      SLO_SCOUT_CHANNEL,
      message => {
        if (entityRef === undefined || message.entity_ref === entityRef) {
          latest.current(message);
        }
      },
    );
    return () => subscription?.unsubscribe();
  }, [signals, entityRef]);
  return signals !== undefined;
}

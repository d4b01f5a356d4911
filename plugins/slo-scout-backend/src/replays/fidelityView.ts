import type { AlertFidelity } from '@slo-scout/backstage-plugin-slo-scout-common';
import type { Fidelity } from '../validators/dryRun';
import { rfc3339 } from '../validators/dryRun/time';

/** For people: instants as text, shares with six decimals. */
export function fidelityView(found: Fidelity): AlertFidelity {
  const view = (intervals: Fidelity['onlyReplayed']) =>
    intervals.map(({ start, end }) => ({
      start: rfc3339(start),
      end: rfc3339(end),
    }));
  return {
    alert: found.alert,
    both: found.both,
    only_replayed: view(found.onlyReplayed),
    only_recorded: view(found.onlyRecorded),
    agreement: Number(found.agreement.toFixed(6)),
  };
}

import type { SloSpec } from '@slo-scout/backstage-plugin-slo-scout-common';

/**
 * What an objective is a share of. Only shares of the same thing multiply: of two
 * services in a row, one in which 99.9 % of requests succeed and one that is up in
 * 99.9 % of all minutes, nobody knows what comes out.
 */
export type Share = 'events' | 'slices' | 'time';

/** Undefined where the objective does not multiply: a threshold. */
export function shareOf(
  spec: Pick<SloSpec, 'sli' | 'budgeting'>,
): Share | undefined {
  if (spec.sli.kind === 'threshold') return undefined;
  if (spec.budgeting?.method === 'timeslices') return 'slices';
  if (spec.budgeting?.method === 'ratio_timeslices') return 'time';
  // A ready-made share does not say how many events there were.
  return spec.sli.kind === 'ratio' ? 'events' : 'time';
}

/** The share in words, for sentences. */
export const SHARES: Record<Share, string> = {
  events: 'a share of good events',
  slices: 'a share of good slices of time',
  time: 'a share of good events, averaged over time',
};

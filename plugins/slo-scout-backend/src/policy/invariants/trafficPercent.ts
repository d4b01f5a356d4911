import { atMost } from './atMost';
import type { Invariant } from './types';

export const trafficPercent: Invariant = {
  id: 'blast_radius.traffic_percent',
  defaults: { mode: 'block', limit: 20 },
  required_override: 'vp_engineering_approval',
  check: ({ blast_radius: blastRadius }, limit) =>
    atMost(blastRadius.traffic_percent, limit, {
      code: 'traffic',
      subject: 'Share of all traffic',
      unit: ' %',
    }),
};

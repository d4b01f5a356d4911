/** Without Prometheus the blast radius is unknown, which would block. */
export const UNMEASURED = {
  'blast_radius.services': { mode: 'warn' },
  'blast_radius.traffic_percent': { mode: 'warn' },
};

/** As `sloScout.policy`, where the blast radius is not what is tested. */
export const RELAXED = {
  environments: { production: { invariants: UNMEASURED } },
};

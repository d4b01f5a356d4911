import {
  SLO_STATES,
  type Slo,
  type SloMeasurement,
  type SloState,
} from '@slo-scout/backstage-plugin-slo-scout-common';

/** How one SLO in force stands. */
export interface Standing {
  slo: Slo;
  state: SloState;
  /** Of its worst part; undefined while nothing was ever measured. */
  measured?: SloMeasurement;
  /** How many parts have a budget of their own; 0 while nothing is measured. */
  parts: number;
}

/** The same rule by which the backend sorts the whole organisation. */
export function stateOf(
  measured: Pick<SloMeasurement, 'budget_left' | 'burn_rate_1h'> | undefined,
): SloState {
  const left = measured?.budget_left ?? null;
  const rate = measured?.burn_rate_1h ?? null;
  if (left !== null && left <= 0) return 'overspent';
  // An old figure or half of one is no proof that all is well.
  if (left === null || rate === null) return 'unknown';
  return rate > 1 ? 'burning' : 'healthy';
}

/** The SLOs in force, the worst first; of equals the one with less budget left, then by name. */
export function standings(
  slos: Slo[],
  measurements: SloMeasurement[],
): Standing[] {
  return slos
    .filter(slo => slo.status === 'approved')
    .map(slo => {
      const parts = measurements
        .filter(({ slo_id: id }) => id === slo.id)
        .filter(wasMeasured)
        .sort(
          (a, b) =>
            rank(stateOf(a)) - rank(stateOf(b)) ||
            leftOf(a) - leftOf(b) ||
            partKey(a).localeCompare(partKey(b)),
        );
      const [measured] = parts;
      return { slo, state: stateOf(measured), measured, parts: parts.length };
    })
    .sort(
      (a, b) =>
        rank(a.state) - rank(b.state) ||
        leftOf(a.measured) - leftOf(b.measured) ||
        a.slo.name.localeCompare(b.slo.name),
    );
}

/** Whether there is anything to show of a part. */
export function wasMeasured({ since, days }: SloMeasurement): boolean {
  return since !== null || days.length > 0;
}

function rank(state: SloState): number {
  return SLO_STATES.indexOf(state);
}

/** A large figure where it is not known, not Infinity: two of them must compare equal. */
function leftOf(measured: SloMeasurement | undefined): number {
  return measured?.budget_left ?? Number.MAX_VALUE;
}

function partKey({ labels }: SloMeasurement): string {
  return Object.values(labels).join('\u0000');
}
